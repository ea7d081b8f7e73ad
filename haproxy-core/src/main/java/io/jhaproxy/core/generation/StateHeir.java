package io.jhaproxy.core.generation;

import io.jhaproxy.core.table.EntryStream;
import io.jhaproxy.core.table.InheritedEntries;
import io.jhaproxy.core.table.StickTable;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the process whose place this one takes for all that it knows, and then, until it has ended,
 * for what it goes on counting; see {@link StateDonor} for the dialogue. States, maps and variables
 * are those of the moment when this process begins to serve; counters and entries of tables go on
 * to be added, so that none is lost.
 */
public final class StateHeir implements PriorState {
  /** Silence of the other process after which nothing more is expected of it, milliseconds. */
  private static final long PATIENCE = 1000;

  /** How long the start waits for the entries of tables; the rest comes while it serves. */
  private static final long READINESS = 700;

  /** How often the other process is asked while both run, milliseconds. */
  private static final long INTERVAL = 100;

  /** How long a client of the stats socket waits for the other process's newest counters. */
  private static final long CATCHING_UP = 200;

  private final TimedInput input;
  private final DataInputStream in;
  private final Map<String, InheritedEntries> tables = new HashMap<>();
  private @Nullable Generation placesOf;
  private @Nullable CounterPlaces places;
  private long asked;
  private long answered;
  private boolean over;

  private StateHeir(TimedInput input) {
    this.input = input;
    this.in = new DataInputStream(input);
  }

  /**
   * Finds out whether the process behind a stats socket can be asked.
   *
   * @return null if it is another program, or another version of this one
   * @throws IOException if nobody is there
   */
  public static @Nullable StateHeir meet(String path) throws IOException {
    TimedInput input = new TimedInput(path, PATIENCE);
    try {
      input.send("_getstate\n");
      StringBuilder line = new StringBuilder();
      for (int c = input.read(); c >= 0 && c != '\n' && line.length() < 100; c = input.read()) {
        line.append((char) c);
      }
      if (line.toString().equals(StateDonor.greeting())) {
        return new StateHeir(input);
      }
    } catch (IOException silent) {
      input.close();
      throw silent;
    }
    input.close();
    return null;
  }

  @Override
  public void take(Engine engine, Consumer<String> warnings) {
    long begin = System.nanoTime();
    try {
      ask(StateDonor.ALL);
      boolean complete = false;
      while (!complete && System.nanoTime() - begin < READINESS * 1_000_000) {
        complete = message(engine, warnings);
      }
    } catch (IOException | RuntimeException failure) {
      warnings.accept(
          "Failed to get the whole state of the old process (" + failure.getMessage() + ").");
      end();
      return;
    }
    engine.follows(this);
    Thread thread = new Thread(() -> goOn(engine, warnings), "inheritance");
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds what the other process counts, until it has ended. */
  private void goOn(Engine engine, Consumer<String> warnings) {
    try {
      while (!isOver()) {
        if (isIdle() && !input.awaits(INTERVAL)) {
          ask(StateDonor.CHANGES);
        } else {
          message(engine, warnings);
        }
      }
    } catch (IOException gone) {
      // It was ended in a way that left it no time; what it has told so far is here.
      end();
    } catch (RuntimeException failure) {
      engine.options().failureLog().accept(failure);
    } finally {
      end();
      tables.clear();
    }
  }

  /** Waits a moment for what the other process has counted until now; from any thread. */
  void catchUp() {
    try {
      long wanted = ask(StateDonor.COUNTED);
      long until = System.nanoTime() + CATCHING_UP * 1_000_000;
      synchronized (this) {
        while (!over && answered < wanted && System.nanoTime() < until) {
          wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks something.
   *
   * @return how many answers there are when this one is; never so many, if the other process has
   *     ended: what it has said last is still to be read
   */
  private synchronized long ask(int question) {
    if (over) {
      return answered;
    }
    asked++;
    try {
      input.send(String.valueOf((char) question));
    } catch (IOException ended) {
      return Long.MAX_VALUE;
    }
    return asked;
  }

  private synchronized boolean isIdle() {
    return answered == asked;
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized void answered() {
    answered++;
    notifyAll();
  }

  private synchronized void end() {
    over = true;
    notifyAll();
    try {
      input.close();
    } catch (IOException gone) {
      // It is closed, which is what was wanted.
      return;
    }
  }

  /**
   * Reads a message.
   *
   * @return whether it ends an answer
   */
  private boolean message(Engine engine, Consumer<String> warnings) throws IOException {
    switch (in.readByte()) {
      case StateDonor.STATE ->
          new Recall(engine, warnings).recall(RecordCodec.read(StateMemory.class, in));
      case StateDonor.COUNTERS -> count(engine, RecordCodec.read(StateMemory.Counters.class, in));
      case StateDonor.ENTRIES -> entries(engine, RecordCodec.read(StateMemory.Entries.class, in));
      case StateDonor.END -> {
        answered();
        return true;
      }
      case StateDonor.LAST -> {
        end();
        return true;
      }
      default -> throw new IOException("what came makes no sense");
    }
    return false;
  }

  private void count(Engine engine, StateMemory.Counters counters) {
    Generation generation = engine.generation();
    CounterPlaces known = places;
    if (known == null || placesOf != generation) {
      known = new CounterPlaces(generation, engine.load(), 0);
      places = known;
      placesOf = generation;
    }
    for (StateMemory.Counted counted : counters.all()) {
      CounterPlaces.Place place = known.all().get(counted.key());
      if (place != null) {
        place.add(counted.more(), counted.peaks());
      }
    }
  }

  /** A table that is not here any more, or keeps something else, begins anew as in a reload. */
  private void entries(Engine engine, StateMemory.Entries entries) throws IOException {
    StickTable table = engine.generation().tables().find(entries.table());
    if (table == null || !EntryStream.form(table).equals(entries.form())) {
      return;
    }
    InheritedEntries known = tables.get(entries.table());
    if (known == null || known.table() != table) {
      known = new InheritedEntries(table, engine.options().clock());
      tables.put(entries.table(), known);
    }
    DataInputStream block = new DataInputStream(new ByteArrayInputStream(entries.entries()));
    for (int i = 0; i < entries.count(); i++) {
      known.read(block);
    }
  }
}

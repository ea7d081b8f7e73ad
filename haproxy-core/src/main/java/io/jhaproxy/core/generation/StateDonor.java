package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.stats.CounterFields;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.table.EntryStream;
import io.jhaproxy.core.table.StickTable;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells the process that takes this one's place what is known here. That process asks with one
 * letter: {@link #ALL}, then {@link #CHANGES} or {@link #COUNTED} again and again while both run.
 * An answer is any number of messages, each behind its own letter, and {@link #END}. What was
 * counted until the very end goes out without a question, before {@link #LAST}.
 *
 * <p>The thread of the client serves it; the end comes from another.
 */
final class StateDonor {
  /** Asks for everything. */
  static final int ALL = 'a';

  /** Asks for what was counted and which entries of tables were used since. */
  static final int CHANGES = 'u';

  /** Asks for what was counted since. */
  static final int COUNTED = 'c';

  /** A {@link StateMemory} follows. */
  static final int STATE = 'S';

  /** {@link StateMemory.Counters} follow. */
  static final int COUNTERS = 'C';

  /** {@link StateMemory.Entries} follow. */
  static final int ENTRIES = 'T';

  /** The answer is over. */
  static final int END = 'E';

  /** The process has ended. */
  static final int LAST = 'Z';

  /** Entries in one message at most, so that the reader can look at its clock between them. */
  private static final int BATCH = 2000;

  private static final int BUFFER = 64 * 1024;

  private final Engine engine;
  private final SocketChannel channel;
  private final DataOutputStream out;
  private final Map<String, long[]> told = new HashMap<>();
  private final Map<StickTable, Long> lookedAt = new HashMap<>();
  private boolean asked;
  private boolean ended;

  StateDonor(Engine engine, SocketChannel channel) {
    this.engine = engine;
    this.channel = channel;
    this.out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
  }

  /** The first line of the dialogue: who reads it knows whether it can read the rest. */
  static String greeting() {
    String form =
        RecordCodec.form(StateMemory.class)
            + RecordCodec.form(StateMemory.Counters.class)
            + RecordCodec.form(StateMemory.Entries.class)
            + CounterFields.PROXY.names()
            + CounterFields.SERVER.names();
    return "jhaproxy-state " + Integer.toHexString(form.hashCode());
  }

  /** Answers until the other process has gone. */
  void serve() throws IOException {
    channel.write(ByteBuffer.wrap((greeting() + "\n").getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer question = ByteBuffer.allocate(1);
    while (channel.read(question.clear()) > 0) {
      answer(question.get(0));
    }
  }

  private synchronized void answer(int question) throws IOException {
    if (ended) {
      return;
    }
    asked = true;
    if (question == ALL) {
      out.writeByte(STATE);
      RecordCodec.write(memory(), out);
    }
    counters();
    if (question != COUNTED) {
      tables(question == ALL);
    }
    out.writeByte(END);
    out.flush();
  }

  /** Tells what happened since the last answer; the process ends. Nothing is told after that. */
  synchronized void end() throws IOException {
    if (asked && !ended) {
      counters();
      tables(true);
      out.writeByte(LAST);
      out.flush();
    }
    ended = true;
  }

  private StateMemory memory() {
    Generation generation = engine.generation();
    PatternReferences patterns = generation.patterns();
    return new StateMemory(
        generation.proxies().stream()
            .filter(proxy -> proxy.backend() != null)
            .map(proxy -> Objects.requireNonNull(proxy.backend()).memory())
            .toList(),
        generation.lives().entries().stream().map(entry -> entry.life().memory()).toList(),
        generation.proxies().stream()
            .filter(proxy -> proxy.frontend() != null)
            .map(StateDonor::frontend)
            .toList(),
        patterns.memories(),
        engine.processVariables().memories(),
        engine.processVariables().assignments(generation.model()));
  }

  private static StateMemory.Front frontend(Proxy proxy) {
    Frontend frontend = Objects.requireNonNull(proxy.frontend());
    return new StateMemory.Front(
        proxy.model().name(),
        frontend.settings().maxconn(),
        frontend.maxconn(),
        frontend.accepting() == Frontend.Accepting.PAUSED);
  }

  private void counters() throws IOException {
    List<StateMemory.Counted> all = new ArrayList<>();
    new CounterPlaces(engine.generation(), engine.load(), engine.cliConnections())
        .all()
        .forEach(
            (key, place) -> {
              long[] now = place.values();
              long[] before = told.put(key, now);
              if (before == null || !Arrays.equals(before, now)) {
                long[] more = before == null ? now : place.since(before, now);
                all.add(new StateMemory.Counted(key, more, place.peaks()));
              }
            });
    out.writeByte(COUNTERS);
    RecordCodec.write(new StateMemory.Counters(all), out);
  }

  /** Tables that peers share are taught by them. */
  private void tables(boolean whole) throws IOException {
    for (StickTable table : engine.generation().tables().all()) {
      if (!table.model().peers().isEmpty() || (!whole && table.model().expire() == 0)) {
        continue;
      }
      long now = table.now();
      Long before = lookedAt.put(table, now);
      entries(table, before == null ? table.all(now) : table.usedSince(before));
    }
  }

  private void entries(StickTable table, List<Integer> handles) throws IOException {
    EntryStream stream = new EntryStream(table);
    int done = 0;
    try {
      while (done < handles.size()) {
        int count = Math.min(BATCH, handles.size() - done);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        DataOutputStream block = new DataOutputStream(bytes);
        for (int i = 0; i < count; i++) {
          stream.write(handles.get(done), block);
          table.release(handles.get(done));
          done++;
        }
        out.writeByte(ENTRIES);
        RecordCodec.write(
            new StateMemory.Entries(
                table.model().name(), EntryStream.form(table), count, bytes.toByteArray()),
            out);
      }
    } finally {
      handles.subList(done, handles.size()).forEach(table::release);
    }
  }
}

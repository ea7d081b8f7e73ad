package io.jhaproxy.core.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client of a stats socket, on a thread of its own. Without {@code prompt} it is let go when
 * the line that it sent is answered; an answer ends with an empty line.
 */
final class CliSession implements Runnable {
  /** The longest line, tune.bufsize of the reference. */
  private static final int MAXIMUM_INPUT = 16384;

  /** Answers are sent in pieces of about so many characters. */
  private static final int PIECE = 32768;

  private final CliSurroundings surroundings;
  private final SocketChannel channel;
  private final StatsSockets.Place place;
  private final Runnable onEnd;
  private final ByteBuffer received = ByteBuffer.allocate(8192).flip();
  private final StringBuilder answer = new StringBuilder();
  private CommandTable table;
  private Level level;
  private Severity severity;
  private boolean prompt;
  private boolean quits;
  private boolean expert;
  private boolean halfClosed;
  private boolean experimental;
  private boolean masterTakesAll;
  private volatile long timeout;
  private volatile long lastActivity = System.nanoTime();

  CliSession(
      CliSurroundings surroundings,
      SocketChannel channel,
      StatsSockets.Place place,
      Severity severity,
      Runnable onEnd) {
    this.surroundings = surroundings;
    this.channel = channel;
    this.place = place;
    this.level = place.level();
    this.severity = severity;
    this.onEnd = onEnd;
    this.timeout = surroundings.timeout();
    this.table = surroundings.master() == null ? CommandTable.WORKER : CommandTable.MASTER;
  }

  /** The commands that the client is offered. */
  CommandTable table() {
    return table;
  }

  CliSurroundings surroundings() {
    return surroundings;
  }

  Level level() {
    return level;
  }

  void level(Level lower) {
    level = lower;
  }

  Severity severity() {
    return severity;
  }

  void severity(Severity way) {
    severity = way;
  }

  /** Interactive mode on or off. */
  void togglePrompt() {
    prompt = !prompt;
  }

  void quit() {
    quits = true;
  }

  /** Hands the listening sockets to the client, if its socket is for that. */
  void handListeners() {
    quits = true;
    if (!place.exposesListeners()) {
      return;
    }
    try {
      surroundings.view().handListeners(channel);
    } catch (IOException refused) {
      surroundings.failures().accept(refused);
    }
  }

  /** Tells the client, which takes this process's place, what is known here. */
  void handState() throws RefusedException {
    if (!place.exposesListeners() && level != Level.ADMIN) {
      throw new RefusedException("Permission denied");
    }
    quits = true;
    timeout = Long.MAX_VALUE / 2;
    try {
      surroundings.view().handState(channel);
    } catch (IOException gone) {
      // It was ended itself: nobody is there to be told.
      return;
    }
  }

  void timeout(long millis) {
    timeout = millis;
  }

  boolean isExpert() {
    return expert;
  }

  void expert(boolean on) {
    expert = on;
  }

  boolean isExperimental() {
    return experimental;
  }

  void experimental(boolean on) {
    experimental = on;
  }

  /** Whether the master's socket takes the worker's commands without a prefix. */
  void masterTakesAll(boolean on) {
    masterTakesAll = on;
  }

  /** Whether commands of that mode are open to the client now. */
  boolean mayUse(Command.Mode mode) {
    return switch (mode) {
      case PLAIN -> true;
      case EXPERT -> expert;
      case EXPERIMENTAL -> experimental;
    };
  }

  /** Milliseconds until the client has been silent for too long; 0 or less: it has. */
  long remaining() {
    return timeout - (System.nanoTime() - lastActivity) / 1_000_000;
  }

  /** Lets the client go; from any thread. */
  void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is gone already, which is what was wanted.
      return;
    }
  }

  /** Adds to the answer, which is sent when there is enough of it. */
  void print(String text) {
    answer.append(text);
    if (answer.length() >= PIECE) {
      try {
        flush();
      } catch (IOException gone) {
        quits = true;
        answer.setLength(0);
      }
    }
  }

  @Override
  public void run() {
    try {
      converse();
    } catch (IOException gone) {
      // The client left or was silent for too long: nobody is there to be told.
      quits = true;
    } finally {
      close();
      onEnd.run();
    }
  }

  private void converse() throws IOException {
    while (!quits) {
      String line = readLine();
      if (line == null) {
        return;
      }
      String payload = null;
      if (line.equals("<<") || line.endsWith(" <<")) {
        payload = readPayload();
        if (payload == null) {
          return;
        }
        line = line.substring(0, line.length() - 2);
      }
      execute(line, payload);
      if (!prompt && !received.hasRemaining()) {
        return;
      }
    }
  }

  private @Nullable String readPayload() throws IOException {
    StringBuilder payload = new StringBuilder();
    while (true) {
      if (prompt) {
        print("+ ");
        flush();
      }
      String line = readLine();
      if (line == null || line.isEmpty()) {
        return line == null ? null : payload.toString();
      }
      payload.append(line).append('\n');
    }
  }

  private void execute(String line, @Nullable String payload) throws IOException {
    List<List<String>> commands = CommandWords.commands(line);
    for (int i = 0; i < commands.size() && !quits; i++) {
      boolean last = i == commands.size() - 1;
      direct(commands.get(i), last ? payload : null);
      if (!quits) {
        print(prompt ? "\n" + (surroundings.master() == null ? "" : whom()) + "> " : "\n");
      }
      flush();
    }
  }

  private String whom() {
    MasterView master = surroundings.master();
    return table == CommandTable.MASTER || master == null ? "master" : "" + master.pid();
  }

  /** At the master's socket a prefix says whom a command is for; alone, all that follow. */
  private void direct(List<String> words, @Nullable String payload) {
    MasterView master = surroundings.master();
    if (master == null || words.isEmpty() || !words.get(0).startsWith("@")) {
      execute(words, payload);
      return;
    }
    CommandTable target = MasterCommands.target(words.get(0), master);
    if (target == null) {
      print("Can't find the target PID matching the prefix '" + words.get(0) + "'\n");
      return;
    }
    CommandTable usual = table;
    table = target;
    if (words.size() > 1) {
      execute(words.subList(1, words.size()), payload);
      table = usual;
    }
  }

  private void execute(List<String> words, @Nullable String payload) {
    Command command = table.find(words);
    if (command == null && masterTakesAll) {
      command = CommandTable.WORKER.find(words);
    }
    Call call = new Call(this, words, payload);
    String result = "done";
    boolean runs = false;
    try {
      if (command == null) {
        throw RefusedException.of(Call.INFO, table.unknown(words, this));
      }
      if (!mayUse(command.mode())) {
        throw new RefusedException(
            "This command is restricted to "
                + (command.mode() == Command.Mode.EXPERT ? "expert" : "experimental")
                + " mode only.");
      }
      call.require(command.level());
      runs = true;
      command.action().run(call);
    } catch (RefusedException refused) {
      result = refused.text().strip().lines().findFirst().orElse("refused");
      print(severity.prefix(refused.severity()) + refused.text());
    } catch (RuntimeException | Error failure) {
      surroundings.failures().accept(failure);
      result = "Internal error.";
      print(severity.prefix(Call.ERR) + "Internal error.\n");
    }
    if (runs && command != null && command.isChange()) {
      String who = place.text() + " (" + level.word() + ")";
      surroundings.view().audit(who, command.told(words), result);
    }
  }

  /**
   * Sends what was printed so far; false when the client has sent something meanwhile, which ends
   * what it waits for, or has left.
   */
  boolean waitsOn() {
    try {
      flush();
      if (received.hasRemaining()) {
        received.position(received.limit());
        return false;
      }
      return !hasInput();
    } catch (IOException gone) {
      quits = true;
      return false;
    }
  }

  /** Whether the client has sent something or closed both ways; what it sent is dropped. */
  private boolean hasInput() throws IOException {
    received.clear();
    received.flip();
    if (halfClosed) {
      return false;
    }
    channel.configureBlocking(false);
    try {
      ByteBuffer dropped = ByteBuffer.allocate(64);
      int count = channel.read(dropped);
      halfClosed = count < 0;
      return count > 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  /** The next line without its end, or null if the client sends no more. */
  private @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      while (received.hasRemaining()) {
        char c = (char) (received.get() & 0xff);
        if (c == '\n') {
          int end = line.length();
          if (end > 0 && line.charAt(end - 1) == '\r') {
            line.setLength(end - 1);
          }
          return line.toString();
        }
        line.append(c);
      }
      if (line.length() > MAXIMUM_INPUT) {
        return null;
      }
      received.clear();
      int count = channel.read(received);
      received.flip();
      lastActivity = System.nanoTime();
      if (count < 0) {
        return null;
      }
    }
  }

  private void flush() throws IOException {
    for (int from = 0; from < answer.length(); from += PIECE) {
      String piece = answer.substring(from, Math.min(answer.length(), from + PIECE));
      ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
        lastActivity = System.nanoTime();
      }
    }
    answer.setLength(0);
  }
}

package io.jhaproxy.core.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines for a file from any thread and writes them on a thread of its own, in pieces as large
 * as what has come meanwhile. What does not fit into the buffer is not taken. One for each path in
 * the process, counted by those who have it open, so that reloads go on with the same file.
 */
final class LogFileWriter {
  /** Bytes that may wait: with lines of 300 bytes, some 3,500 of them. */
  static final int CAPACITY = 1 << 20;

  /** How often the file's name is looked at, milliseconds. */
  private static final long LOOK_MILLIS = 1000;

  private static final Map<Path, LogFileWriter> OPEN = new HashMap<>();

  private final Path path;
  private @Nullable LogFile file;
  private final Object fileLock = new Object();
  private volatile long rotate;
  private volatile int keep;
  private boolean failing;

  /** Clock of {@link System#nanoTime} until which the file is not looked at after a failure. */
  private long looksAgain = System.nanoTime();

  private ByteBuffer filling = ByteBuffer.allocateDirect(CAPACITY);
  private ByteBuffer writing = ByteBuffer.allocateDirect(CAPACITY);
  private final Consumer<String> failures;
  private boolean started;
  private boolean ended;
  private int users;

  private LogFileWriter(Path path, Consumer<String> failures) {
    this.path = path;
    this.failures = failures;
  }

  /**
   * The writer of a file, which {@link #openAll} opens: a configuration that is only checked leaves
   * nothing behind.
   *
   * @param failures is told of the first of several failures, on the thread that writes
   */
  static LogFileWriter of(LogTarget.File target, Consumer<String> failures) {
    synchronized (OPEN) {
      Path path = Path.of(target.path()).toAbsolutePath().normalize();
      LogFileWriter writer = OPEN.get(path);
      if (writer == null) {
        writer = new LogFileWriter(path, failures);
        OPEN.put(path, writer);
      }
      writer.users++;
      writer.rotate = target.rotate();
      writer.keep = target.keep();
      return writer;
    }
  }

  /**
   * Opens the files, and looks again at the names of those that are open: after a rename and a
   * reload the new file is opened with the rights of the thread that reads configurations.
   *
   * @param errors gets what cannot be opened
   */
  static void openAll(List<String> errors) {
    synchronized (OPEN) {
      OPEN.forEach(
          (path, writer) -> {
            try {
              synchronized (writer.fileLock) {
                writer.opened().follow();
              }
            } catch (IOException refused) {
              errors.add("log file '" + path + "': " + refused);
            }
          });
    }
  }

  private LogFile opened() throws IOException {
    synchronized (fileLock) {
      LogFile known = file;
      if (known == null) {
        known = new LogFile(path);
        file = known;
      }
      return known;
    }
  }

  /** Starts the threads of all open files; on a thread whose rights they shall have. */
  static void start() {
    synchronized (OPEN) {
      OPEN.values().forEach(LogFileWriter::begin);
    }
  }

  private synchronized void begin() {
    if (!started) {
      started = true;
      Thread thread = new Thread(this::work, "log " + path.getFileName());
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Takes a line; false if there is no room. Never waits for the disk. */
  synchronized boolean add(byte[] bytes, int length) {
    if (filling.remaining() < length) {
      return false;
    }
    filling.put(bytes, 0, length);
    notifyAll();
    return true;
  }

  /**
   * Somebody needs the file no more; after the last one, what waits is written and it is closed.
   */
  void release() {
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(path, this);
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    begin();
  }

  private void work() {
    try {
      for (boolean more = true; more; ) {
        more = next();
        if (more || writing.hasRemaining()) {
          write();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      opened().close();
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Waits for bytes or the time to look; false at the end. */
  private synchronized boolean next() throws InterruptedException {
    if (filling.position() == 0 && !ended) {
      wait(LOOK_MILLIS);
    }
    ByteBuffer full = filling;
    filling = writing.clear();
    writing = full.flip();
    return !ended;
  }

  private void write() {
    synchronized (fileLock) {
      try {
        if (System.nanoTime() - looksAgain >= 0) {
          look();
        }
      } catch (IOException e) {
        // Cannot be opened again or rotated: what is open goes on, for a while.
        looksAgain = System.nanoTime() + LOOK_MILLIS * 1_000_000;
        failed(e);
      }
      try {
        opened().append(writing);
        failing &= System.nanoTime() - looksAgain < 0;
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /** Tells of the first of several failures. */
  private void failed(IOException cause) {
    if (!failing) {
      failing = true;
      failures.accept("log file '" + path + "': " + cause);
    }
  }

  private void look() throws IOException {
    LogFile open = opened();
    open.follow();
    if (rotate > 0 && writing.hasRemaining() && open.size() > 0) {
      if (open.size() + writing.remaining() > rotate) {
        open.rotate(keep);
      }
    }
  }
}

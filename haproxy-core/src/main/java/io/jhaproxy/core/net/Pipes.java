package io.jhaproxy.core.net;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Kernel pipes of one worker, through which bulk data goes from socket to socket without being
 * copied to this process. A larger pipe halves the cost, and making it larger needs the C library:
 * pipes are made on a thread of their own, and until the first is there data is read and written.
 */
public final class Pipes {
  /** Bytes that a pipe should hold; the kernel's default is 64 KiB. */
  public static final int SIZE = 1024 * 1024;

  /** Pipes kept when nobody uses them. */
  private static final int MAX_FREE = 8;

  private final Worker worker;
  private final Sizer sizer;
  private final ArrayDeque<Pipe> free = new ArrayDeque<>();
  private boolean making;
  private boolean impossible;

  /** Makes a pipe larger; only the C library can. */
  public interface Sizer {
    /** No splicing at all (nosplice). */
    Sizer NEVER =
        fd -> {
          throw new IOException("splicing is off");
        };

    /** Sets the capacity of the pipe to {@link #SIZE} bytes if the system allows; may block. */
    void enlarge(int fd) throws IOException;
  }

  Pipes(Worker worker, Sizer sizer) {
    this.worker = worker;
    this.sizer = sizer;
  }

  /** One pipe with what it holds. */
  static final class Pipe {
    final FileDescriptor out;
    final FileDescriptor in;
    int held;

    Pipe(FileDescriptor[] ends) {
      this.out = ends[0];
      this.in = ends[1];
    }

    void close() {
      try {
        out.close();
        in.close();
      } catch (IOException gone) {
        held = 0;
      }
    }
  }

  /** An empty pipe, or null if there is none yet. */
  @Nullable Pipe take() {
    Pipe pipe = free.pollFirst();
    if (pipe == null && !making && !impossible) {
      making = true;
      Thread maker = new Thread(this::make, "pipes-" + worker.index());
      maker.setDaemon(true);
      maker.start();
    }
    return pipe;
  }

  private void make() {
    Pipe made = null;
    try {
      made = new Pipe(FileDescriptor.pipe());
      sizer.enlarge(made.in.intValue());
    } catch (IOException | RuntimeException refused) {
      if (made != null) {
        made.close();
      }
      made = null;
    }
    Pipe ready = made;
    worker.execute(
        () -> {
          making = false;
          impossible = ready == null;
          if (ready != null) {
            free.addFirst(ready);
          }
        });
  }

  /** Takes a pipe back; one that still holds bytes is closed. */
  void give(Pipe pipe) {
    if (pipe.held > 0 || free.size() >= MAX_FREE) {
      pipe.close();
    } else {
      free.addFirst(pipe);
    }
  }

  void close() {
    free.forEach(Pipe::close);
    free.clear();
  }
}

package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.net.Pipes;
import java.io.IOException;

/** Operations on file descriptors by number. */
public final class Descriptors implements EngineOptions.Descriptors {
  /** Creates the operations; the C library is loaded by the first that is used. */
  public Descriptors() {}

  @Override
  public void enlargePipe(int fd) throws IOException {
    try {
      LibC.fcntl(fd, LibC.F_SETPIPE_SZ, Pipes.SIZE);
    } catch (LastErrorException refused) {
      throw new IOException(refused);
    }
  }

  @Override
  public void nonBlocking(int fd) {
    LibC.fcntl(fd, LibC.F_SETFL, LibC.fcntl(fd, LibC.F_GETFL, 0) | LibC.O_NONBLOCK);
  }

  /** Points the three standard descriptors to /dev/null. */
  static void closeStandard() {
    int nowhere = LibC.open("/dev/null", LibC.O_RDWR);
    for (int fd = 0; fd <= 2; fd++) {
      LibC.dup2(nowhere, fd);
    }
  }
}

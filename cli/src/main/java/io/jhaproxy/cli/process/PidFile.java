package io.jhaproxy.cli.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file with the process's number. It is created before the process gives up its privileges and
 * written when it is ready, so whoever waits for a number in it may connect at once.
 */
public final class PidFile {
  private final FileChannel channel;

  private PidFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Creates or empties the file. */
  public static PidFile create(Path path) throws IOException {
    return new PidFile(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  /** Writes number and newline and closes the file. */
  public void write(long pid) throws IOException {
    try (channel) {
      channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
  }
}

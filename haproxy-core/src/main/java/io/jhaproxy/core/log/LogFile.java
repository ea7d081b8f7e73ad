package io.jhaproxy.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. It is opened through its folder, which stays open: so it can
 * be rotated and opened again inside a chroot, with the rights that the process has by then.
 *
 * <p>Not safe for several threads: the owner, {@link LogFileWriter}, locks.
 */
final class LogFile implements Closeable {
  private final SecureDirectoryStream<Path> folder;
  private final Path name;
  private SeekableByteChannel channel;
  private @Nullable Object key;

  /**
   * Opens or creates the file.
   *
   * @throws IOException if it is not possible
   */
  LogFile(Path path) throws IOException {
    Path parent = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
    DirectoryStream<Path> opened = Files.newDirectoryStream(parent);
    if (!(opened instanceof SecureDirectoryStream<Path> secure)) {
      opened.close();
      throw new IOException("'" + parent + "' cannot be kept open");
    }
    this.folder = secure;
    this.name = Objects.requireNonNullElse(path.getFileName(), path);
    try {
      this.channel = channel();
    } catch (IOException e) {
      secure.close();
      throw e;
    }
    this.key = key();
  }

  private SeekableByteChannel channel() throws IOException {
    return folder.newByteChannel(
        name,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
  }

  /** Device and inode of what bears the name now, or null. */
  private @Nullable Object key() throws IOException {
    try {
      return folder
          .getFileAttributeView(name, BasicFileAttributeView.class)
          .readAttributes()
          .fileKey();
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  /** Opens the file again if another one, or none, bears its name: somebody has rotated it. */
  void follow() throws IOException {
    if (!Objects.equals(key, key())) {
      reopen();
    }
  }

  private void reopen() throws IOException {
    SeekableByteChannel next = channel();
    channel.close();
    channel = next;
    key = key();
  }

  /** Appends all bytes. */
  void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Its size now, bytes. */
  long size() throws IOException {
    return channel.size();
  }

  /**
   * Renames it to {@code name.1}, older ones to 2 and so on up to {@code keep}, and begins anew.
   */
  void rotate(int keep) throws IOException {
    for (int i = keep - 1; i >= 1; i--) {
      move(Path.of(name + "." + i), Path.of(name + "." + (i + 1)));
    }
    move(name, Path.of(name + ".1"));
    reopen();
  }

  private void move(Path from, Path to) throws IOException {
    try {
      folder.move(from, folder, to);
    } catch (NoSuchFileException absent) {
      // Not so many yet.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    folder.close();
  }
}

package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.jhaproxy.core.generation.EngineOptions.Handed;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listening sockets on their way from one process to the next, in the form that HAProxy's {@code
 * _getsocks} has (option {@code -x}; seen on the wire): the number of sockets as an int; then
 * messages of up to 252 descriptors (SCM_RIGHTS) with one record each - length and name of the
 * namespace, length and name of the interface, an int of flags - and after each an int from the
 * receiver.
 */
final class SocketTransfer {
  private static final int BATCH = 252;

  /** The most that a record takes: two names of up to 255 bytes, their lengths, the flags. */
  private static final int RECORD = 516;

  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int SO_ACCEPTCONN = 30;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_STREAM = 1;
  private static final int ADDRESS_SIZE = 128;
  private static final int MESSAGE_HEADER = 56;
  private static final int CONTROL_HEADER = 16;
  private static final byte[] COMMAND = "_getsocks\n".getBytes(StandardCharsets.US_ASCII);

  private SocketTransfer() {}

  /** One {@code sendmsg} or {@code recvmsg}: text, descriptors, and the headers about them. */
  private static final class Message {
    final Memory text;
    final Memory control;
    private final Memory header = new Memory(MESSAGE_HEADER);
    private final Memory vector = new Memory(16);

    Message(long textSize, int descriptors) {
      text = new Memory(Math.max(1, textSize));
      control = new Memory(CONTROL_HEADER + (4L * descriptors + 7) / 8 * 8);
      control.clear();
      header.clear();
      vector.setPointer(0, text);
      vector.setLong(8, textSize);
      header.setPointer(16, vector);
      header.setLong(24, 1);
      header.setPointer(32, control);
      header.setLong(40, control.size());
    }

    long received() {
      return header.getLong(40);
    }
  }

  /** Sends the sockets to the process that asked for them; waits for its answers. */
  static void send(SocketChannel to, List<Handed> sockets) throws IOException {
    int fd = number(to);
    ByteBuffer count = ByteBuffer.allocate(4).order(java.nio.ByteOrder.nativeOrder());
    write(to, count.putInt(sockets.size()).flip());
    for (int from = 0; from < sockets.size(); from += BATCH) {
      List<Handed> batch = sockets.subList(from, Math.min(sockets.size(), from + BATCH));
      ByteBuffer records = ByteBuffer.allocate(RECORD * batch.size());
      for (Handed each : batch) {
        byte[] device = each.device().getBytes(StandardCharsets.UTF_8);
        records.put((byte) 0).put((byte) device.length).put(device).putInt(0);
      }
      records.flip();
      Message message = new Message(records.remaining(), batch.size());
      message.text.write(0, records.array(), 0, records.remaining());
      message.control.setLong(0, CONTROL_HEADER + 4L * batch.size());
      message.control.setInt(8, SOL_SOCKET);
      message.control.setInt(12, SCM_RIGHTS);
      for (int i = 0; i < batch.size(); i++) {
        message.control.setInt(CONTROL_HEADER + 4L * i, batch.get(i).fd());
      }
      try {
        LibC.sendmsg(fd, message.header, 0);
      } catch (LastErrorException refused) {
        throw new IOException("sendmsg: " + refused.getMessage(), refused);
      }
      if (from + BATCH < sockets.size() && !readAnswer(to)) {
        throw new IOException("the other process has gone");
      }
    }
    readAnswer(to);
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static boolean readAnswer(SocketChannel from) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(4);
    while (answer.hasRemaining()) {
      if (from.read(answer) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The descriptor of a channel; the launcher's options open the package for that. */
  static int number(Channel channel) throws IOException {
    try {
      Class<?> type = Class.forName("sun.nio.ch.SelChImpl");
      var method = type.getMethod("getFDVal");
      method.setAccessible(true);
      return (int) method.invoke(channel);
    } catch (ReflectiveOperationException | RuntimeException closed) {
      throw new IOException("the descriptor of a channel is not known: " + closed, closed);
    }
  }

  /**
   * Fetches the sockets of a running process.
   *
   * @param path its stats socket with {@code expose-fd listeners}
   * @throws IOException if nobody is there or sockets are not handed out
   */
  static List<Handed> fetch(String path) throws IOException {
    int fd = -1;
    try {
      fd = LibC.socket(AF_UNIX, SOCK_STREAM, 0);
      byte[] name = path.getBytes(StandardCharsets.UTF_8);
      try (Memory address = new Memory(2 + name.length + 1)) {
        address.setShort(0, (short) AF_UNIX);
        address.write(2, name, 0, name.length);
        address.setByte(2L + name.length, (byte) 0);
        LibC.connect(fd, address, (int) address.size());
      } catch (LastErrorException refused) {
        throw new IOException(
            "Failed to connect to the old process socket '" + path + "'", refused);
      }
      return fetch(fd);
    } catch (LastErrorException refused) {
      throw new IOException(refused.getMessage(), refused);
    } finally {
      if (fd >= 0) {
        LibC.close(fd);
      }
    }
  }

  private static List<Handed> fetch(int fd) throws IOException {
    try (Memory command = new Memory(COMMAND.length);
        Memory number = new Memory(4)) {
      command.write(0, COMMAND, 0, COMMAND.length);
      LibC.write(fd, command, COMMAND.length);
      if (LibC.read(fd, number, 4) != 4) {
        throw new IOException("Failed to get the number of sockets to be transferred !");
      }
      int wanted = number.getInt(0);
      List<Handed> all = new ArrayList<>();
      int received = 0;
      while (received < wanted) {
        Message message = new Message((long) BATCH * RECORD, BATCH);
        long length = LibC.recvmsg(fd, message.header, 0);
        if (length <= 0) {
          throw new IOException("the process ended while it handed out its sockets");
        }
        received += take(message, length, all);
        number.setInt(0, 0);
        answer(fd, number);
      }
      return all;
    }
  }

  /** Says that a message came; who has sent the last one may have gone already. */
  private static void answer(int fd, Memory number) {
    try {
      LibC.write(fd, number, 4);
    } catch (LastErrorException gone) {
      // If more was to come, reading it fails.
      return;
    }
  }

  /** Reads one message; sockets that do not listen are closed. */
  private static int take(Message message, long length, List<Handed> into) throws IOException {
    int count = (int) ((message.control.getLong(0) - CONTROL_HEADER) / 4);
    if (message.received() < CONTROL_HEADER || count <= 0) {
      throw new IOException("no descriptors came");
    }
    int at = 0;
    for (int i = 0; i < count; i++) {
      int fd = message.control.getInt(CONTROL_HEADER + 4L * i);
      String device = "";
      if (at < length) {
        at += 1 + (message.text.getByte(at) & 0xff);
        int size = message.text.getByte(at) & 0xff;
        device = new String(message.text.getByteArray(at + 1L, size), StandardCharsets.UTF_8);
        at += 1 + size + 4;
      }
      String place = listens(fd) ? place(fd) : null;
      if (place == null) {
        LibC.close(fd);
      } else {
        into.add(new Handed(fd, place, device));
      }
    }
    return count;
  }

  private static boolean listens(int fd) {
    try (Memory value = new Memory(4);
        Memory size = new Memory(4)) {
      size.setInt(0, 4);
      LibC.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, value, size);
      return value.getInt(0) != 0;
    }
  }

  /** Where a socket is bound; null for families that are not known here. */
  private static @Nullable String place(int fd) throws IOException {
    try (Memory address = new Memory(ADDRESS_SIZE);
        Memory size = new Memory(4)) {
      address.clear();
      size.setInt(0, ADDRESS_SIZE);
      LibC.getsockname(fd, address, size);
      int port = (address.getByte(2) & 0xff) << 8 | address.getByte(3) & 0xff;
      return switch (address.getShort(0)) {
        case AF_INET ->
            InetAddress.getByAddress(address.getByteArray(4, 4)).getHostAddress() + ":" + port;
        case AF_INET6 ->
            InetAddress.getByAddress(address.getByteArray(8, 16)).getHostAddress() + ":" + port;
        case AF_UNIX -> unixPlace(address, size.getInt(0) - 2);
        default -> null;
      };
    }
  }

  /** HAProxy binds a file under another name and moves it: {@code PATH.PID.tmp}. */
  private static String unixPlace(Pointer address, int length) {
    byte[] name = address.getByteArray(2, Math.max(1, length));
    int begin = name[0] == 0 ? 1 : 0;
    int end = begin;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    String text = new String(name, begin, end - begin, StandardCharsets.UTF_8);
    return begin == 1 ? "@" + text : text.replaceFirst("\\.[0-9]+\\.tmp$", "");
  }
}

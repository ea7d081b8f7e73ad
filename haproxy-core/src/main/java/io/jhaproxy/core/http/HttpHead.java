package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.HttpEdit;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of one message as offsets into the buffer it was received in. Edits change the table and
 * put new text into a second buffer; an unedited head is forwarded as it came. Reused from message
 * to message; it never owns the received buffer.
 */
public final class HttpHead implements HttpEdit {
  /** Fields of one message at most where nothing is configured. */
  public static final int MAX_HEADERS = 101;

  /** Size of the memory for edits: tune.maxrewrite and then some. */
  private static final int EDIT_LIMIT = 64 * 1024;

  private static final int STRIDE = HeadMemory.STRIDE;

  private static final int[] NO_TABLE = {};

  private static final byte[] HTTP_11 = "HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

  /** What the reference's log counts beyond the text of a head. */
  static final int COUNTED_EXTRA = 21;

  private static final int STATUS_LENGTH = 3;

  /** Marks an offset that points into the edit buffer. */
  private static final int EDITED = 1 << 30;

  private final int maxHeaders;
  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
  private @Nullable HeadMemory memory;

  /** The memory's, once something was edited. */
  private @Nullable ByteBuf edits;

  /** The memory's, once there are fields. */
  private int[] table = NO_TABLE;

  private int count;
  private boolean edited;

  int start;
  int methodEnd;
  int targetStart;
  int targetEnd;
  int versionStart;
  int lineEnd;
  int headEnd;
  int major;
  int minor;
  int status;
  long contentLength = -1;
  boolean chunked;
  boolean lengthDropped;
  boolean connectionClose;
  boolean connectionKeepAlive;
  boolean connectionUpgrade;
  boolean connectionOther;
  boolean hasConnection;
  boolean hasUpgrade;
  boolean hasWebSocketKey;
  boolean expectsContinue;
  boolean lengthRepeated;
  boolean otherCoding;
  boolean hasTe;
  int hosts;

  /** Whether it must be written anew: folded lines, ends in LF alone, more spaces than one. */
  boolean folded;

  private int methodAt;
  private int methodLength;
  private int targetAt;
  private int targetLength;

  /** A head of at most {@link #MAX_HEADERS} fields. */
  HttpHead() {
    this(MAX_HEADERS);
  }

  /** A head of at most so many fields (tune.http.maxhdr), the first line counted. */
  HttpHead(int maxHeaders) {
    this.maxHeaders = maxHeaders;
  }

  /** Whether the received target begins with a slash. */
  boolean isOriginForm() {
    return targetEnd > targetStart && buffer.getByte(targetStart) == '/';
  }

  /** Whether a received message must not have another field. */
  boolean isFull() {
    return count >= maxHeaders - 1;
  }

  /** Starts over for a message that begins at {@code from} in the buffer. */
  void reset(ByteBuf received, int from) {
    buffer = received;
    start = from;
    count = 0;
    edited = false;
    contentLength = -1;
    chunked = false;
    lengthDropped = false;
    lengthRepeated = false;
    otherCoding = false;
    hasTe = false;
    hosts = 0;
    connectionClose = false;
    connectionKeepAlive = false;
    connectionUpgrade = false;
    connectionOther = false;
    hasConnection = false;
    hasUpgrade = false;
    hasWebSocketKey = false;
    expectsContinue = false;
    folded = false;
    status = 0;
    ByteBuf text = edits;
    if (text != null) {
      text.clear();
    }
  }

  /** Forgets the received buffer, before it is given back, and everything that was known of it. */
  void forget() {
    buffer = Unpooled.EMPTY_BUFFER;
    count = 0;
    HeadMemory used = memory;
    if (used != null) {
      used.table = table;
      used.give();
      memory = null;
      table = NO_TABLE;
      edits = null;
    }
  }

  private HeadMemory memory() {
    HeadMemory used = memory;
    if (used == null) {
      used = HeadMemory.take();
      memory = used;
      table = used.table;
    }
    return used;
  }

  /** The first line of a request is complete. */
  void requestLineDone() {
    methodAt = start;
    methodLength = methodEnd - start;
    targetAt = targetStart;
    targetLength = targetEnd - targetStart;
  }

  /** Adds a received field. */
  void received(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    int at = slot();
    table[at] = nameStart;
    table[at + 1] = nameEnd - nameStart;
    table[at + 2] = valueStart;
    table[at + 3] = valueEnd - valueStart;
  }

  private int slot() {
    int at = count * STRIDE;
    if (at == table.length) {
      table = at == 0 ? memory().table : Arrays.copyOf(table, at * 2);
    }
    count++;
    return at;
  }

  /** Whether anything differs from what was received. */
  boolean isEdited() {
    return edited;
  }

  boolean isHead() {
    return methodIs("HEAD");
  }

  boolean methodIs(String name) {
    if (methodLength != name.length()) {
      return false;
    }
    ByteBuf from = bufferOf(methodAt);
    int at = methodAt & ~EDITED;
    for (int i = 0; i < methodLength; i++) {
      if (from.getByte(at + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // -- HeaderTable

  @Override
  public int count() {
    return count;
  }

  @Override
  public int find(byte[] lowerCaseName, int from) {
    for (int i = from; i < count; i++) {
      int at = i * STRIDE;
      if (table[at + 1] == lowerCaseName.length && nameEquals(table[at], lowerCaseName)) {
        return i;
      }
    }
    return -1;
  }

  private boolean nameEquals(int offset, byte[] lowerCaseName) {
    ByteBuf from = bufferOf(offset);
    int at = offset & ~EDITED;
    for (int i = 0; i < lowerCaseName.length; i++) {
      if (Bytes.lower(from.getByte(at + i)) != lowerCaseName[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void name(int index, Slice into) {
    point(into, table[index * STRIDE], table[index * STRIDE + 1]);
  }

  @Override
  public void value(int index, Slice into) {
    point(into, table[index * STRIDE + 2], table[index * STRIDE + 3]);
  }

  private void point(Slice into, int offset, int length) {
    into.set(bufferOf(offset), offset & ~EDITED, length);
  }

  private ByteBuf bufferOf(int offset) {
    ByteBuf text = edits;
    return (offset & EDITED) == 0 || text == null ? buffer : text;
  }

  // -- HttpEdit

  @Override
  public boolean add(byte[] name, Slice value) {
    if (count >= maxHeaders || !room(name.length + value.length())) {
      return false;
    }
    int nameAt = put(name);
    int valueAt = put(value);
    int at = slot();
    table[at] = nameAt;
    table[at + 1] = name.length;
    table[at + 2] = valueAt;
    table[at + 3] = value.length();
    return true;
  }

  @Override
  public void remove(int index) {
    int at = index * STRIDE;
    System.arraycopy(table, at + STRIDE, table, at, (count - index - 1) * STRIDE);
    count--;
    edited = true;
  }

  @Override
  public boolean replaceValue(int index, Slice value) {
    if (!room(value.length())) {
      return false;
    }
    table[index * STRIDE + 2] = put(value);
    table[index * STRIDE + 3] = value.length();
    return true;
  }

  /** Takes bytes out of the middle of a value, in place. */
  void cutValue(int index, int from, int length) {
    int at = table[index * STRIDE + 2];
    int rest = table[index * STRIDE + 3] - from - length;
    ByteBuf text = bufferOf(at);
    int start = (at & ~EDITED) + from;
    for (int i = 0; i < rest; i++) {
      text.setByte(start + i, text.getByte(start + length + i));
    }
    table[index * STRIDE + 3] -= length;
    edited = true;
  }

  @Override
  public boolean setMethod(Slice method) {
    if (!room(method.length())) {
      return false;
    }
    methodAt = put(method);
    methodLength = method.length();
    return true;
  }

  @Override
  public boolean setUri(Slice uri) {
    if (!room(uri.length())) {
      return false;
    }
    targetAt = put(uri);
    targetLength = uri.length();
    return true;
  }

  @Override
  public boolean setStatus(int newStatus, byte @Nullable [] reason) {
    byte[] words = reason == null ? Statuses.reason(newStatus) : reason;
    if (!room(words.length + 4)) {
      return false;
    }
    byte[] line =
        (newStatus + " " + new String(words, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    status = newStatus;
    targetAt = put(line);
    targetLength = line.length;
    return true;
  }

  private boolean room(int bytes) {
    ByteBuf text = edits;
    return text == null ? bytes <= EDIT_LIMIT : text.writerIndex() + bytes <= EDIT_LIMIT;
  }

  private ByteBuf editing() {
    ByteBuf text = edits;
    if (text == null) {
      text = memory().edits;
      edits = text;
    }
    edited = true;
    return text;
  }

  private int put(byte[] text) {
    ByteBuf into = editing();
    int at = into.writerIndex();
    into.writeBytes(text);
    return at | EDITED;
  }

  private int put(Slice text) {
    ByteBuf into = editing();
    int at = into.writerIndex();
    into.ensureWritable(text.length());
    into.writeBytes(text.buffer(), text.offset(), text.length());
    return at | EDITED;
  }

  // -- parts

  boolean method(Slice into) {
    point(into, methodAt, methodLength);
    return true;
  }

  boolean target(Slice into) {
    point(into, targetAt, targetLength);
    return true;
  }

  boolean requestVersion(Slice into) {
    into.set(buffer, versionStart, lineEnd - versionStart);
    return true;
  }

  boolean responseVersion(Slice into) {
    into.set(buffer, start, methodEnd - start);
    return true;
  }

  /** The first line as it was received, without its end. */
  boolean firstLine(Slice into) {
    into.set(buffer, start, lineEnd - start);
    return true;
  }

  /** The parts of a response's first line are version, then status and reason. */
  void statusLineDone(int statusStart) {
    methodAt = start;
    methodLength = methodEnd - start;
    targetAt = statusStart;
    targetLength = lineEnd - statusStart;
  }

  /** Whether the sender understands HTTP/1.1, so that connections stay. */
  boolean isHttp11() {
    return major > 1 || (major == 1 && minor > 0);
  }

  /** Whether the version is above HTTP/1.1: what is sent on then says what this program speaks. */
  boolean isNewer() {
    return major > 1 || (major == 1 && minor > 1);
  }

  /**
   * Appends the head as it is now, without the final empty line.
   *
   * @param withVersion append the received version after method and target (requests)
   */
  void writeTo(ByteBuf out, boolean withVersion) {
    if (!withVersion && isNewer()) {
      out.writeBytes(HTTP_11);
    } else {
      append(out, methodAt, methodLength);
    }
    out.writeByte(' ');
    append(out, targetAt, targetLength);
    if (!withVersion && targetLength == STATUS_LENGTH) {
      out.writeByte(' ');
    }
    if (withVersion && versionStart < lineEnd) {
      out.writeByte(' ');
      if (isNewer()) {
        out.writeBytes(HTTP_11);
      } else {
        out.writeBytes(buffer, versionStart, lineEnd - versionStart);
      }
    }
    out.writeShort(Bytes.CRLF);
    for (int at = 0; at < count * STRIDE; at += STRIDE) {
      append(out, table[at], table[at + 1]);
      out.writeShort(Bytes.COLON_SPACE);
      append(out, table[at + 2], table[at + 3]);
      out.writeShort(Bytes.CRLF);
    }
  }

  private void append(ByteBuf out, int offset, int length) {
    out.writeBytes(bufferOf(offset), offset & ~EDITED, length);
  }

  /**
   * What log lines and counters say a head is long: its parts without separators and 21 bytes, as
   * the reference counts its internal form.
   */
  int countedLength() {
    int parts = COUNTED_EXTRA + methodLength + targetLength - (status == 0 ? 0 : 1);
    if (status == 0) {
      parts += lineEnd - versionStart;
    }
    for (int at = 0; at < count * STRIDE; at += STRIDE) {
      parts += table[at + 1] + table[at + 3];
    }
    return parts;
  }
}

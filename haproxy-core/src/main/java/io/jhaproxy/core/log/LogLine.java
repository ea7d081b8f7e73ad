package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * The line that is being written, and the tools to write it. Reused, one per worker; a line that is
 * too long is cut. Encodings are HAProxy's (manual 8.6).
 */
public final class LogLine {
  /** Characters written as #XX in captured headers. */
  static final boolean[] HEADER = map("\"#{|}");

  /** Characters written as #XX in request lines. */
  static final boolean[] URI = map("\"#");

  /** No encoding at all. */
  static final boolean[] RAW = new boolean[256];

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[][] MONTHS = months();

  private final byte[] bytes;
  private final LogDates dates;
  private final ByteBuf addressText = Unpooled.buffer(64);

  /** Holders for the appenders. */
  final Slice slice = new Slice();

  final Address address = new Address();
  final Sample sample = new Sample();

  private int length;
  private boolean spaced;

  /** Creates a line of at most {@code capacity} bytes whose local times are of {@code zone}. */
  public LogLine(int capacity, ZoneId zone) {
    this.bytes = new byte[capacity];
    this.dates = new LogDates(zone);
  }

  private static boolean[] map(String characters) {
    boolean[] map = new boolean[256];
    for (int i = 0; i < 256; i++) {
      map[i] = i < 0x20 || i >= 0x7f || characters.indexOf(i) >= 0;
    }
    return map;
  }

  private static byte[][] months() {
    String names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    byte[][] months = new byte[13][];
    for (int i = 1; i <= 12; i++) {
      months[i] = names.substring(3 * i - 3, 3 * i).getBytes(StandardCharsets.US_ASCII);
    }
    return months;
  }

  /** Starts a new line. */
  public void clear() {
    length = 0;
    spaced = true;
  }

  /** Takes back what was written after the first {@code count} bytes. */
  void cut(int count) {
    length = count;
  }

  /** The bytes written so far are 0..{@link #length()}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Number of bytes. */
  public int length() {
    return length;
  }

  /** The line as text; for tests. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** A space, unless the last thing was one. */
  void separator() {
    if (!spaced) {
      put(' ');
      spaced = true;
    }
  }

  /** Says that something other than a separator was written, be it empty. */
  void written() {
    spaced = false;
  }

  /** One byte. */
  void put(int value) {
    if (length < bytes.length) {
      bytes[length++] = (byte) value;
    }
  }

  /** Bytes as they are. */
  void put(byte[] text) {
    int count = Math.min(text.length, bytes.length - length);
    System.arraycopy(text, 0, bytes, length, count);
    length += count;
  }

  /** A decimal number. */
  void number(long value) {
    if (value < 0) {
      put('-');
      value = -value;
    }
    long scale = 1;
    while (value / scale >= 10) {
      scale *= 10;
    }
    for (; scale > 0; scale /= 10) {
      put((int) ('0' + value / scale % 10));
    }
  }

  /** A decimal number with leading zeros. */
  void padded(int value, int digits) {
    for (int scale = digits; scale > 0; scale--) {
      int power = 1;
      for (int i = 1; i < scale; i++) {
        power *= 10;
      }
      put('0' + value / power % 10);
    }
  }

  /** An upper-case hexadecimal number of at least {@code digits} digits. */
  void hex(long value, int digits) {
    int count = Math.max(digits, (67 - Long.numberOfLeadingZeros(value)) / 4);
    for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) {
      put(HEX[(int) (value >>> shift) & 15]);
    }
  }

  /** Bytes of which those in {@code map} become #XX; with {@code escape} also \", \\ and \]. */
  void text(Slice text, boolean[] map, boolean escape) {
    for (int i = 0; i < text.length(); i++) {
      character(text.at(i), map, escape);
    }
  }

  /** One byte of a text, see {@link #text(Slice, boolean[], boolean)}. */
  void character(int c, boolean[] map, boolean escape) {
    if (map[c]) {
      put('#');
      put(HEX[c >> 4]);
      put(HEX[c & 15]);
      return;
    }
    if (escape && (c == '"' || c == '\\' || c == ']')) {
      put('\\');
    }
    put(c);
  }

  /** Bytes of which control characters become %XX. */
  void urlText(Slice text) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c < 0x20 || c == 0x7f) {
        put('%');
        put(HEX[c >> 4]);
        put(HEX[c & 15]);
      } else {
        put(c);
      }
    }
  }

  /** An address without port. */
  void address(Address address) {
    addressText.clear();
    AddressText.append(address, addressText);
    for (int i = 0; i < addressText.writerIndex(); i++) {
      put(addressText.getByte(i));
    }
  }

  /** {@code 21/Nov/2026:14:12:13.795}, local. */
  void dateMillis(long epochMillis) {
    dates.local(epochMillis);
    date();
    put('.');
    padded((int) Math.floorMod(epochMillis, 1000L), 3);
  }

  /** {@code 21/Nov/2026:14:12:13 +0900}. */
  void dateZone(long epochMillis, boolean gmt) {
    if (gmt) {
      dates.gmt(epochMillis);
    } else {
      dates.local(epochMillis);
    }
    date();
    put(' ');
    zone(false);
  }

  private void date() {
    padded(dates.day, 2);
    put('/');
    put(MONTHS[dates.month]);
    put('/');
    padded(dates.year, 4);
    put(':');
    time();
  }

  private void time() {
    padded(dates.hour, 2);
    put(':');
    padded(dates.minute, 2);
    put(':');
    padded(dates.second, 2);
  }

  private void zone(boolean colon) {
    int minutes = Math.abs(dates.offset) / 60;
    put(dates.offset < 0 ? '-' : '+');
    padded(minutes / 60, 2);
    if (colon) {
      put(':');
    }
    padded(minutes % 60, 2);
  }

  /** {@code Nov 21 14:12:13}, local, for RFC3164 headers. */
  void dateSyslog(long epochMillis) {
    dates.local(epochMillis);
    put(MONTHS[dates.month]);
    put(' ');
    put(dates.day < 10 ? ' ' : '0' + dates.day / 10);
    put('0' + dates.day % 10);
    put(' ');
    time();
  }

  /** {@code 2026-11-21T14:12:13.796177+09:00}, local, for RFC5424 headers. */
  void dateIso(long epochMicros) {
    dates.local(Math.floorDiv(epochMicros, 1000L));
    padded(dates.year, 4);
    put('-');
    padded(dates.month, 2);
    put('-');
    padded(dates.day, 2);
    put('T');
    time();
    put('.');
    padded((int) Math.floorMod(epochMicros, 1_000_000L), 6);
    zone(true);
  }
}

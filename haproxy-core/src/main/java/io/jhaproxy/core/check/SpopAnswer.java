package io.jhaproxy.core.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The hello of a stream processing agent (SPOE.txt, 3.2.4 and 3.2.5).
 *
 * @param frameSize the largest frame that was offered
 */
record SpopAnswer(int frameSize) implements Expectation.Protocol {
  private static final int HEAD = 4;
  private static final int AGENT_HELLO = 101;
  private static final int LEAST_FRAME = 256;
  private static final String VERSION = "2.0";

  /** The hello that asks for a check only. */
  static byte[] hello(int frameSize) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {1, 0, 0, 0, 1, 0, 0});
    name(frame, "supported-versions");
    frame.write(8);
    name(frame, VERSION);
    name(frame, "max-frame-size");
    frame.write(3);
    number(frame, frameSize);
    name(frame, "capabilities");
    frame.write(8);
    frame.write(0);
    name(frame, "healthcheck");
    frame.write(0x11);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(frame.size() >> shift);
    }
    out.writeBytes(frame.toByteArray());
    return out.toByteArray();
  }

  private static void name(ByteArrayOutputStream out, String name) {
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void number(ByteArrayOutputStream out, long value) {
    long rest = value;
    if (rest < 240) {
      out.write((int) rest);
      return;
    }
    out.write((int) (rest | 240));
    rest = (rest - 240) >> 4;
    while (rest >= 128) {
      out.write((int) (rest | 128));
      rest = (rest - 128) >> 7;
    }
    out.write((int) rest);
  }

  @Override
  public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
    if (length <= HEAD) {
      return ended || whole(received, length) < 0 ? wrongFrame() : null;
    }
    int whole = whole(received, length);
    if (whole < 0 || received[HEAD] != AGENT_HELLO) {
      return wrongFrame();
    }
    if (length < HEAD + whole && !ended) {
      return null;
    }
    int end = Math.min(length, HEAD + whole);
    if (end < HEAD + 5 || (received[HEAD + 4] & 1) == 0) {
      return wrong("fragmentation not supported");
    }
    return new Fields(received, HEAD + 7, end).judge(frameSize);
  }

  private int whole(byte[] received, int length) {
    if (length < HEAD) {
      return 0;
    }
    int size = 0;
    for (int i = 0; i < HEAD; i++) {
      size = size << 8 | received[i] & 0xff;
    }
    return size > frameSize ? -1 : size;
  }

  private static CheckResult wrongFrame() {
    return wrong("invalid frame received");
  }

  private static CheckResult wrong(String what) {
    return new CheckResult(CheckStatus.L7RSP, 0, what, 0);
  }

  /** Names with values, which are read one after the other. */
  private static final class Fields {
    private static final int STRING = 8;
    private static final int BINARY = 9;
    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean broken;

    Fields(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
    }

    CheckResult judge(int largest) {
      String version = null;
      long size = -1;
      while (at < end && !broken) {
        String name = text();
        int type = at < end ? bytes[at++] & 0x0f : 0;
        String text = type == STRING || type == BINARY ? text() : "";
        long number = type >= 2 && type <= 5 ? number() : 0;
        at += type == 6 ? 4 : type == 7 ? 16 : 0;
        switch (name) {
          case "version" -> version = text;
          case "max-frame-size" -> size = number;
          default -> {}
        }
      }
      if (broken) {
        return wrongFrame();
      }
      if (version == null) {
        return wrong("version value not found");
      }
      if (!version.strip().equals(VERSION)) {
        return wrong("unsupported version");
      }
      if (size < 0) {
        return wrong("max-frame-size value not found");
      }
      if (size < LEAST_FRAME || size > largest) {
        return wrong("max-frame-size too big or too small");
      }
      return new CheckResult(CheckStatus.L7OK, 0, "SPOA server is ok", 0);
    }

    private String text() {
      long length = number();
      if (length < 0 || length > end - at) {
        broken = true;
        return "";
      }
      String text = new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1);
      at += (int) length;
      return text;
    }

    private long number() {
      if (at >= end) {
        broken = true;
        return 0;
      }
      long value = bytes[at++] & 0xff;
      if (value < 240) {
        return value;
      }
      for (int shift = 4; at < end && shift < 60; shift += 7) {
        int next = bytes[at++] & 0xff;
        value += (long) next << shift;
        if (next < 128) {
          return value;
        }
      }
      broken = true;
      return 0;
    }
  }
}

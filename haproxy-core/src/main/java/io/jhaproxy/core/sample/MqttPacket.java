package io.jhaproxy.core.sample;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first packet of an MQTT connection, read as a whole (MQTT 3.1.1 and 5.0, chapter 3). */
final class MqttPacket {
  static final int CONNECT = 1;
  static final int CONNACK = 2;

  private static final int MQTT_5 = 5;

  private final Slice bytes;
  private final Map<String, Object> fields = new HashMap<>();
  private int at;
  private int end;
  private boolean broken;
  private boolean cut;
  private int type;

  /** Reads a packet. */
  MqttPacket(Slice bytes) {
    this.bytes = bytes;
    this.end = bytes.length();
    type = one() >> 4;
    int length = varint();
    if (length > bytes.length() - at) {
      cut = true;
      broken = true;
    }
    end = at + Math.min(length, bytes.length() - at);
    if (type == CONNECT && (bytes.at(0) & 15) == 0) {
      connect();
    } else if (type == CONNACK && (bytes.at(0) & 15) == 0) {
      acknowledge();
    } else {
      broken = true;
    }
  }

  /** True if it is a CONNECT or CONNACK packet that follows the rules. */
  boolean isValid() {
    return !broken && at == end;
  }

  /** True if bytes of the packet are missing at its end. */
  boolean isCut() {
    return cut;
  }

  /** Kind of packet. */
  int type() {
    return type;
  }

  private int one() {
    if (at >= end) {
      broken = true;
      return 0;
    }
    return bytes.at(at++);
  }

  private int two() {
    return one() << 8 | one();
  }

  private long four() {
    return (long) two() << 16 | two();
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = one();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    broken = true;
    return 0;
  }

  private Slice text() {
    int length = two();
    if (length > end - at) {
      broken = true;
      return new Slice();
    }
    Slice text = new Slice().set(bytes).narrow(at, length);
    at += length;
    return text;
  }

  private void connect() {
    Slice name = text();
    int version = one();
    boolean old = version == 3 && name.toString().equals("MQIsdp");
    boolean new4or5 = (version == 4 || version == MQTT_5) && name.toString().equals("MQTT");
    int flags = one();
    boolean will = (flags & 4) != 0;
    if ((!old && !new4or5) || (flags & 1) != 0 || (!will && (flags & 0x38) != 0)) {
      broken = true;
      return;
    }
    fields.put("protocol_name", name);
    fields.put("protocol_version", (long) version);
    fields.put("flags", (long) flags);
    fields.put("keepalive", (long) two());
    if (version == MQTT_5) {
      properties();
    }
    fields.put("client_identifier", text());
    if (will) {
      if (version == MQTT_5) {
        properties();
      }
      fields.put("will_topic", text());
      fields.put("will_payload", text());
    }
    if ((flags & 0x80) != 0) {
      fields.put("username", text());
    }
    if ((flags & 0x40) != 0) {
      fields.put("password", text());
    }
  }

  private void acknowledge() {
    int flags = one();
    int reason = one();
    broken |= flags > 1;
    fields.put("flags", (long) flags);
    fields.put("reason_code", (long) reason);
    fields.put("protocol_version", at < end ? (long) MQTT_5 : 4L);
    if (at < end) {
      properties();
    }
  }

  private void properties() {
    int length = varint();
    int last = at + length;
    if (length > end - at) {
      broken = true;
      return;
    }
    while (at < last && !broken) {
      int id = one();
      Object value =
          switch (id) {
            case 1, 23, 25, 36, 37, 40, 41, 42 -> (long) one();
            case 19, 33, 34, 35 -> (long) two();
            case 2, 17, 24, 39 -> four();
            case 11 -> (long) varint();
            case 3, 8, 9, 18, 21, 22, 26, 28, 31 -> text();
            case 38 -> {
              text();
              yield text();
            }
            default -> {
              broken = true;
              yield 0L;
            }
          };
      fields.putIfAbsent(String.valueOf(id), value);
    }
    broken |= at != last;
  }

  /** Puts a field into the sample as text; false if the packet does not have it. */
  boolean value(String field, SampleContext context, Sample into) {
    @Nullable Object value = fields.get(field);
    if (value instanceof Slice text) {
      into.bytes.set(text);
      return into.setString();
    }
    return value != null
        && context.scratch().store(Ascii.bytes(value.toString()), into, SampleType.STR);
  }
}

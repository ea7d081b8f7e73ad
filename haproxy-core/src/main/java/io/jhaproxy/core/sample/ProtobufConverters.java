package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Fields of protocol buffers, alone or behind gRPC's header (manual 7.3.1: protobuf, ungrpc). */
public final class ProtobufConverters {
  private static final int ANY = -1;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  /** A byte for compression and four for the length. */
  private static final int GRPC_HEADER = 5;

  private ProtobufConverters() {}

  /** Types of fields by name, with the form that they have on the wire. */
  private enum Kind {
    BYTES("", ProtobufConverters.ANY),
    INT32("int32", VARINT),
    UINT32("uint32", VARINT),
    SINT32("sint32", VARINT),
    INT64("int64", VARINT),
    UINT64("uint64", VARINT),
    SINT64("sint64", VARINT),
    BOOL("bool", VARINT),
    ENUM("enum", VARINT),
    FIXED64("fixed64", ProtobufConverters.FIXED64),
    SFIXED64("sfixed64", ProtobufConverters.FIXED64),
    DOUBLE("double", ProtobufConverters.FIXED64),
    FIXED32("fixed32", ProtobufConverters.FIXED32),
    SFIXED32("sfixed32", ProtobufConverters.FIXED32),
    FLOAT("float", ProtobufConverters.FIXED32);

    private final String text;
    private final int wire;

    Kind(String text, int wire) {
      this.text = text;
      this.wire = wire;
    }

    static Kind of(SampleExpression.Call call) throws ExpressionException {
      for (Kind kind : values()) {
        if (kind.text.equals(call.argument(1))) {
          return kind;
        }
      }
      throw Arguments.wrong(call, "Wrong protocol buffer type '" + call.argument(1) + "'");
    }
  }

  /** Registers the converters. */
  public static void register(Library library) {
    SampleType block = SampleType.BIN;
    String signature = "Protocol buffers field number[,string]";
    library.converter("protobuf", block, block, signature, (call, s) -> look(call, 0));
    library.converter("ungrpc", block, block, signature, (call, s) -> look(call, GRPC_HEADER));
  }

  private static Converter look(SampleExpression.Call call, int header) throws ExpressionException {
    String[] parts = call.argument(0).split("\\.");
    int[] path = new int[parts.length];
    for (int i = 0; i < path.length; i++) {
      path[i] = Integer.parseInt(parts[i]);
    }
    Kind kind = Kind.of(call);
    return (x, v) -> {
      if (v.bytes.length() < header) {
        return false;
      }
      v.bytes.narrow(header, v.bytes.length() - header);
      for (int i = 0; i < path.length - 1; i++) {
        if (!field(v.bytes, path[i], DELIMITED)) {
          return false;
        }
      }
      return field(v.bytes, path[path.length - 1], kind.wire) && decode(v, kind);
    };
  }

  /** Narrows a message to the first field of that number and form. */
  private static boolean field(Slice message, int number, int wire) {
    int at = 0;
    while (at < message.length()) {
      int keyEnd = varintEnd(message, at);
      if (keyEnd < 0) {
        return false;
      }
      long key = varint(message, at, keyEnd);
      int form = (int) key & 7;
      int from = keyEnd;
      int to;
      switch (form) {
        case VARINT -> to = varintEnd(message, from);
        case FIXED64 -> to = from + 8;
        case FIXED32 -> to = from + 4;
        case DELIMITED -> {
          int lengthEnd = varintEnd(message, from);
          long length = lengthEnd < 0 ? -1 : varint(message, from, lengthEnd);
          if (length < 0 || length > message.length()) {
            return false;
          }
          from = lengthEnd;
          to = from + (int) length;
        }
        default -> to = -1;
      }
      if (to < 0 || to > message.length()) {
        return false;
      }
      if (key >>> 3 == number && (form == wire || wire == ANY)) {
        message.narrow(from, to - from);
        return true;
      }
      at = to;
    }
    return false;
  }

  private static int varintEnd(Slice bytes, int from) {
    for (int i = from; i < bytes.length() && i < from + 10; i++) {
      if (bytes.at(i) < 0x80) {
        return i + 1;
      }
    }
    return -1;
  }

  private static long varint(Slice bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value |= (long) (bytes.at(i) & 0x7f) << 7 * (i - from);
    }
    return value;
  }

  private static boolean decode(Sample sample, Kind kind) {
    Slice bytes = sample.bytes;
    if (kind == Kind.BYTES) {
      sample.type = SampleType.BIN;
      return true;
    }
    if (kind.wire == FIXED32) {
      int bits = XxHash.int32(bytes, 0);
      return sample.setInt(
          kind == Kind.FLOAT
              ? (long) Float.intBitsToFloat(bits)
              : kind == Kind.SFIXED32 ? bits : bits & 0xffffffffL);
    }
    if (kind.wire == FIXED64) {
      long bits = XxHash.int64(bytes, 0);
      return sample.setInt(kind == Kind.DOUBLE ? (long) Double.longBitsToDouble(bits) : bits);
    }
    long value = varint(bytes, 0, bytes.length());
    return sample.setInt(
        switch (kind) {
          case SINT32, SINT64 -> value >>> 1 ^ -(value & 1);
          case INT32, ENUM -> (int) value;
          case UINT32 -> value & 0xffffffffL;
          default -> value;
        });
  }
}

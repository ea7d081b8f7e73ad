package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Bodies, and all header fields of a message at once (manual 7.3.6). */
public final class MessageFetches {
  private MessageFetches() {}

  private static final Fields REQUEST = SampleContext::requestHeaders;
  private static final Fields RESPONSE = SampleContext::responseHeaders;

  /** The header fields of one direction. */
  private interface Fields {
    @Nullable HeaderTable of(SampleContext context);
  }

  /** Registers the fetches. */
  public static void register(Library library) {
    fields(library, "req", Need.REQUEST_HEAD, REQUEST);
    fields(library, "res", Need.RESPONSE_HEAD, RESPONSE);
    block(library, "req.body", Need.REQUEST_HEAD, SampleContext::requestBody);
    block(library, "res.body", Need.RESPONSE_HEAD, SampleContext::responseBody);
    library.fetch(
        "req.body_len",
        SampleType.SINT,
        Need.REQUEST_HEAD,
        (x, out) -> out.setInt(x.requestBody(out.bytes) ? out.bytes.length() : 0));
    library.fetch(
        "req.body_size",
        SampleType.SINT,
        Need.REQUEST_HEAD,
        (x, out) -> out.setInt(x.requestBodySize()));
    library.fetch(
        "res.body_len",
        SampleType.SINT,
        Need.RESPONSE_HEAD,
        (x, out) ->
            x.hasResponse() && out.setInt(x.responseBody(out.bytes) ? out.bytes.length() : 0));
    library.fetch(
        "res.body_size",
        SampleType.SINT,
        Need.RESPONSE_HEAD,
        (x, out) -> x.hasResponse() && out.setInt(x.responseBodySize()));
    library.fetch(
        "req.body_param",
        SampleType.BIN,
        Need.REQUEST_HEAD,
        "[string]",
        (call, s) -> new BodyParameter(call));
  }

  private static void block(
      Library library, String name, Need need, ConnectionFetches.BytesGetter getter) {
    library.fetch(
        name,
        SampleType.BIN,
        need,
        (x, out) -> {
          out.type = SampleType.BIN;
          return getter.get(x, out.bytes);
        });
  }

  /** A parameter of a form in the body. */
  private static final class BodyParameter implements Fetch.Multiple {
    private final byte[] name;

    BodyParameter(SampleExpression.Call call) {
      name = Ascii.bytes(call.argument(0));
    }

    @Override
    public boolean fetch(SampleContext context, Sample out) {
      return fetch(context, out, 0);
    }

    @Override
    public boolean fetch(SampleContext context, Sample out, int index) {
      out.type = SampleType.BIN;
      return context.requestBody(out.bytes) && HttpUri.parameter(out.bytes, name, '&', index);
    }
  }

  private static void fields(Library library, String side, Need need, Fields fields) {
    library.fetch(side + ".hdrs", SampleType.BIN, need, (x, out) -> text(x, out, fields.of(x)));
    library.fetch(
        side + ".hdrs_bin", SampleType.BIN, need, (x, out) -> binary(x, out, fields.of(x)));
    library.fetch(
        side + ".hdr_names",
        SampleType.STR,
        need,
        "[string]",
        (call, s) -> {
          Slice separator = Slice.of(call.arguments().isEmpty() ? "," : call.argument(0));
          return (x, out) -> names(x, out, fields.of(x), separator);
        });
  }

  /** As in HTTP/1, names in lower case, with the empty line at the end. */
  private static boolean text(SampleContext context, Sample out, @Nullable HeaderTable headers) {
    Scratch scratch = context.scratch();
    ByteBuf memory = scratch.memory();
    int start = memory.writerIndex();
    if (headers == null) {
      return false;
    }
    for (int i = 0; i < headers.count(); i++) {
      headers.name(i, out.bytes);
      int from = memory.writerIndex();
      if (!scratch.append(out.bytes) || scratch.free() < 4) {
        return false;
      }
      lower(memory, from);
      memory.writeByte(':').writeByte(' ');
      headers.value(i, out.bytes);
      if (!scratch.append(out.bytes) || scratch.free() < 4) {
        return false;
      }
      memory.writeByte('\r').writeByte('\n');
    }
    memory.writeByte('\r').writeByte('\n');
    return block(out, memory, start);
  }

  /** Each name and value behind its length as a SPOE varint; two empty ones at the end. */
  private static boolean binary(SampleContext context, Sample out, @Nullable HeaderTable headers) {
    Scratch scratch = context.scratch();
    ByteBuf memory = scratch.memory();
    int start = memory.writerIndex();
    if (headers == null) {
      return false;
    }
    for (int i = 0; i < headers.count(); i++) {
      headers.name(i, out.bytes);
      varint(memory, out.bytes.length());
      int from = memory.writerIndex();
      if (!scratch.append(out.bytes) || scratch.free() < 20) {
        return false;
      }
      lower(memory, from);
      headers.value(i, out.bytes);
      varint(memory, out.bytes.length());
      if (!scratch.append(out.bytes) || scratch.free() < 20) {
        return false;
      }
    }
    memory.writeByte(0).writeByte(0);
    return block(out, memory, start);
  }

  private static boolean names(
      SampleContext context, Sample out, @Nullable HeaderTable headers, Slice separator) {
    Scratch scratch = context.scratch();
    ByteBuf memory = scratch.memory();
    int start = memory.writerIndex();
    if (headers == null) {
      return false;
    }
    for (int i = 0; i < headers.count(); i++) {
      headers.name(i, out.bytes);
      int from = memory.writerIndex();
      if ((i > 0 && !scratch.append(separator)) || !scratch.append(out.bytes)) {
        return false;
      }
      lower(memory, i > 0 ? from + separator.length() : from);
    }
    return block(out, memory, start) && out.setString();
  }

  private static boolean block(Sample out, ByteBuf memory, int start) {
    out.bytes.set(memory, start, memory.writerIndex() - start);
    out.type = SampleType.BIN;
    return true;
  }

  private static void lower(ByteBuf memory, int from) {
    for (int i = from; i < memory.writerIndex(); i++) {
      memory.setByte(i, Ascii.lower(memory.getByte(i)));
    }
  }

  /** The variable-length integers of the SPOE protocol: 240 and more take further bytes. */
  private static void varint(ByteBuf memory, int value) {
    if (value < 240) {
      memory.writeByte(value);
      return;
    }
    memory.writeByte(value | 240);
    int left = value - 240 >>> 4;
    while (left >= 128) {
      memory.writeByte(left | 128);
      left = left - 128 >>> 7;
    }
    memory.writeByte(left);
  }
}

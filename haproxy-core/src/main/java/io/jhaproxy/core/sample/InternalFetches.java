package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's inner form of an HTTP message (manual 7.3.7, internal.htx*), computed from ours: a
 * block for the start line, one for each header field, one for the end of the head and one for the
 * body.
 */
public final class InternalFetches {
  /** Fixed part of a start line's block. */
  private static final int START_LINE = 20;

  /** A block's place in the index. */
  private static final int ENTRY = 8;

  /** What of a buffer the form's own description takes. */
  private static final int DESCRIPTION = 48;

  private static final int FIRST = -1;
  private static final int LAST = -2;

  private InternalFetches() {}

  /** What a fetch without arguments makes of a message. */
  private interface Fact {
    long of(SampleContext context, HeaderTable headers, Slice work);
  }

  /** Registers the fetches. */
  public static void register(Library library) {
    library.fetch(
        "last_rule_file",
        SampleType.STR,
        Need.NOTHING,
        (x, out) -> {
          byte[] file = x.lastRuleFile();
          if (file != null) {
            out.bytes.set(Slice.of(file));
          }
          return file != null && out.setString();
        });
    library.fetch(
        "last_rule_line",
        SampleType.SINT,
        Need.NOTHING,
        (x, out) -> x.lastRuleLine() > 0 && out.setInt(x.lastRuleLine()));
    fact(library, "data", InternalFetches::data);
    fact(library, "nbblks", (x, headers, work) -> blocks(x, headers, work));
    fact(library, "used", InternalFetches::used);
    fact(library, "size", (x, headers, work) -> x.bufferSize() - DESCRIPTION);
    fact(library, "free", (x, h, work) -> x.bufferSize() - DESCRIPTION - used(x, h, work));
    fact(
        library,
        "free_data",
        (x, h, work) -> x.bufferSize() - DESCRIPTION - used(x, h, work) - ENTRY);
    library.fetch(
        "internal.htx.has_eom",
        SampleType.BOOL,
        Need.EITHER_HEAD,
        (x, out) -> headers(x) != null && out.setBool(isWhole(x, out.bytes)));
    library.fetch(
        "internal.htx_blk.type", SampleType.STR, Need.EITHER_HEAD, "string", (c, s) -> type(c));
    library.fetch(
        "internal.htx_blk.size", SampleType.SINT, Need.EITHER_HEAD, "string", (c, s) -> size(c));
    library.fetch(
        "internal.htx_blk.start_line",
        SampleType.STR,
        Need.EITHER_HEAD,
        "string",
        (c, s) -> startLine(c));
    library.fetch(
        "internal.htx_blk.hdrname",
        SampleType.STR,
        Need.EITHER_HEAD,
        "string",
        (c, s) -> field(c, true));
    library.fetch(
        "internal.htx_blk.hdrval",
        SampleType.STR,
        Need.EITHER_HEAD,
        "string",
        (c, s) -> field(c, false));
    library.fetch(
        "internal.htx_blk.data", SampleType.BIN, Need.EITHER_HEAD, "string", (c, s) -> content(c));
  }

  private static void fact(Library library, String name, Fact fact) {
    library.fetch(
        "internal.htx." + name,
        SampleType.SINT,
        Need.EITHER_HEAD,
        (x, out) -> {
          HeaderTable headers = headers(x);
          return headers != null && out.setInt(fact.of(x, headers, out.bytes));
        });
  }

  private static @Nullable HeaderTable headers(SampleContext context) {
    return context.inResponse() ? context.responseHeaders() : context.requestHeaders();
  }

  private static int body(SampleContext context, Slice work) {
    boolean found = context.inResponse() ? context.responseBody(work) : context.requestBody(work);
    return found ? work.length() : 0;
  }

  private static boolean isWhole(SampleContext context, Slice work) {
    long size = context.inResponse() ? context.responseBodySize() : context.requestBodySize();
    return body(context, work) >= size;
  }

  private static int blocks(SampleContext context, HeaderTable headers, Slice work) {
    return headers.count() + 2 + (body(context, work) > 0 ? 1 : 0);
  }

  private static int startLineLength(SampleContext context, Slice work) {
    if (context.inResponse()) {
      // Version, three digits and a reason that is not kept.
      return START_LINE + 11;
    }
    int length = START_LINE;
    length += context.requestMethod(work) ? work.length() : 0;
    length += context.requestUri(work) ? work.length() : 0;
    return length + (context.requestVersion(work) ? work.length() : 0);
  }

  private static int fieldLength(HeaderTable headers, int index, Slice work) {
    headers.name(index, work);
    int length = work.length();
    headers.value(index, work);
    return length + work.length();
  }

  private static long data(SampleContext context, HeaderTable headers, Slice work) {
    long sum = startLineLength(context, work) + 1L + body(context, work);
    for (int i = 0; i < headers.count(); i++) {
      sum += fieldLength(headers, i, work);
    }
    return sum;
  }

  private static long used(SampleContext context, HeaderTable headers, Slice work) {
    return data(context, headers, work) + (long) ENTRY * blocks(context, headers, work);
  }

  /** The block that an argument names: {@code head}, {@code tail}, {@code first} or a number. */
  private static int position(SampleExpression.Call call) throws ExpressionException {
    return switch (call.argument(0)) {
      case "head", "first" -> FIRST;
      case "tail" -> LAST;
      default -> {
        if (!call.argument(0).matches("\\d{1,6}")) {
          throw Arguments.wrong(call, "invalid block position");
        }
        yield Integer.parseInt(call.argument(0));
      }
    };
  }

  /** Number of the block in the message, or -1. */
  private static int block(SampleContext context, int position, Slice work) {
    HeaderTable headers = headers(context);
    if (headers == null) {
      return -1;
    }
    int count = blocks(context, headers, work);
    int block = position == FIRST ? 0 : position == LAST ? count - 1 : position;
    return block < count ? block : -1;
  }

  private static Fetch type(SampleExpression.Call call) throws ExpressionException {
    int position = position(call);
    Slice[] names = {
      Slice.of("HTX_BLK_REQ_SL"),
      Slice.of("HTX_BLK_RES_SL"),
      Slice.of("HTX_BLK_HDR"),
      Slice.of("HTX_BLK_EOH"),
      Slice.of("HTX_BLK_DATA")
    };
    return (x, out) -> {
      int block = block(x, position, out.bytes);
      HeaderTable headers = headers(x);
      if (block < 0 || headers == null) {
        return false;
      }
      int fields = headers.count();
      int kind = block == 0 ? (x.inResponse() ? 1 : 0) : block <= fields ? 2 : block - fields + 2;
      out.bytes.set(names[kind]);
      return out.setString();
    };
  }

  private static Fetch size(SampleExpression.Call call) throws ExpressionException {
    int position = position(call);
    return (x, out) -> {
      int block = block(x, position, out.bytes);
      HeaderTable headers = headers(x);
      if (block < 0 || headers == null) {
        return false;
      }
      if (block == 0) {
        return out.setInt(startLineLength(x, out.bytes));
      }
      int field = block - 1;
      if (field < headers.count()) {
        return out.setInt(fieldLength(headers, field, out.bytes));
      }
      return out.setInt(field == headers.count() ? 1 : body(x, out.bytes));
    };
  }

  private static Fetch startLine(SampleExpression.Call call) throws ExpressionException {
    int position = position(call);
    return (x, out) -> {
      if (block(x, position, out.bytes) != 0 || x.inResponse()) {
        return false;
      }
      Scratch scratch = x.scratch();
      ByteBuf memory = scratch.memory();
      int start = memory.writerIndex();
      boolean fits = x.requestMethod(out.bytes) && scratch.append(out.bytes) && scratch.free() > 2;
      memory.writeByte(' ');
      fits = fits && x.requestUri(out.bytes) && scratch.append(out.bytes) && scratch.free() > 1;
      memory.writeByte(' ');
      fits = fits && x.requestVersion(out.bytes) && scratch.append(out.bytes);
      return fits && scratch.finish(start, out, SampleType.STR);
    };
  }

  private static Fetch field(SampleExpression.Call call, boolean name) throws ExpressionException {
    int position = position(call);
    return (x, out) -> {
      int block = block(x, position, out.bytes);
      HeaderTable headers = headers(x);
      if (headers == null || block < 1 || block > headers.count()) {
        return false;
      }
      if (!name) {
        headers.value(block - 1, out.bytes);
        return out.setString();
      }
      headers.name(block - 1, out.bytes);
      ByteBuf memory = x.scratch().memory();
      int start = memory.writerIndex();
      if (x.scratch().free() < out.bytes.length()) {
        return false;
      }
      for (int i = 0; i < out.bytes.length(); i++) {
        memory.writeByte(Ascii.lower(out.bytes.at(i)));
      }
      return x.scratch().finish(start, out, SampleType.STR);
    };
  }

  private static Fetch content(SampleExpression.Call call) throws ExpressionException {
    int position = position(call);
    return (x, out) -> {
      int block = block(x, position, out.bytes);
      HeaderTable headers = headers(x);
      if (headers == null || block != headers.count() + 2) {
        return false;
      }
      out.type = SampleType.BIN;
      return body(x, out.bytes) > 0;
    };
  }
}

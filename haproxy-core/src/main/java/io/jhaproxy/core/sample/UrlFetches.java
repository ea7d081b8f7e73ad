package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;

/** The request target, its parts and their hashes (manual 7.3.6: url*, path*, query, base*). */
public final class UrlFetches {
  private static final byte[] HOST = Ascii.bytes("host");
  private static final Need HEAD = Need.REQUEST_HEAD;

  private UrlFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    ConnectionFetches.text(library, "url", HEAD, SampleContext::requestUri);
    ConnectionFetches.text(
        library, "path", HEAD, (x, into) -> x.requestUri(into) && HttpUri.path(into));
    ConnectionFetches.text(
        library, "pathq", HEAD, (x, into) -> x.requestUri(into) && HttpUri.pathAndQuery(into));
    ConnectionFetches.text(
        library, "query", HEAD, (x, into) -> x.requestUri(into) && HttpUri.query(into));
    library.fetch("base", SampleType.STR, HEAD, (x, out) -> base(x, out, HttpUri::path));
    library.fetch("baseq", SampleType.STR, HEAD, (x, out) -> base(x, out, HttpUri::pathAndQuery));
    hash(library, "base32", (x, out) -> base(x, out, HttpUri::path));
    hash(library, "url32", (x, out) -> base(x, out, uri -> true));
    library.fetch(
        "url_param urlp",
        SampleType.STR,
        HEAD,
        "[string,string]",
        (call, s) -> new Parameter(call, false));
    library.fetch(
        "urlp_val",
        SampleType.SINT,
        HEAD,
        "[string,string]",
        (call, s) -> new Parameter(call, true));
    library.fetch("url_ip", SampleType.IPV4, HEAD, UrlFetches::address);
    library.fetch("url_port", SampleType.SINT, HEAD, UrlFetches::port);
  }

  /** Narrows a target to one of its parts. */
  private interface Part {
    boolean of(Slice uri);
  }

  /** The hash of a text, and the hash with the client's address behind it. */
  private static void hash(Library library, String name, Fetch text) {
    library.fetch(
        name,
        SampleType.SINT,
        HEAD,
        (x, out) ->
            text.fetch(x, out)
                && out.setInt(Hashes.avalanche(Hashes.sdbm(out.bytes)) & 0xffffffffL));
    library.fetch(
        name + "+src",
        SampleType.BIN,
        HEAD,
        (x, out) -> {
          if (!text.fetch(x, out) || !x.clientAddress(out.address) || x.scratch().free() < 20) {
            return false;
          }
          ByteBuf memory = x.scratch().memory();
          int hash = Hashes.avalanche(Hashes.sdbm(out.bytes));
          int start = memory.writerIndex();
          memory.writeInt(hash);
          if (out.address.family() == Address.IPV4) {
            memory.writeInt((int) out.address.low());
          } else if (out.address.family() == Address.IPV6) {
            memory.writeLong(out.address.high()).writeLong(out.address.low());
          }
          out.bytes.set(memory, start, memory.writerIndex() - start);
          out.type = SampleType.BIN;
          return true;
        });
  }

  /** First Host header followed by a part of the target. */
  private static boolean base(SampleContext context, Sample out, Part part) {
    HeaderTable headers = context.requestHeaders();
    int host = headers == null ? -1 : headers.find(HOST, 0);
    if (headers == null || host < 0) {
      return context.requestUri(out.bytes) && part.of(out.bytes) && out.setString();
    }
    Scratch scratch = context.scratch();
    ByteBuf memory = scratch.memory();
    int start = memory.writerIndex();
    headers.value(host, out.bytes);
    if (!scratch.append(out.bytes)) {
      return false;
    }
    if (context.requestUri(out.bytes) && part.of(out.bytes) && !scratch.append(out.bytes)) {
      return false;
    }
    out.bytes.set(memory, start, memory.writerIndex() - start);
    return out.setString();
  }

  /** {@code url_param(name,delimiter)}: the first of that name; in ACLs all; any without a name. */
  private static final class Parameter implements Fetch.Multiple {
    private final byte[] name;
    private final int mark;
    private final boolean integer;
    private final boolean none;

    Parameter(SampleExpression.Call call, boolean integer) throws ExpressionException {
      this.name = Ascii.bytes(call.argument(0));
      String delimiter = call.argument(1);
      this.mark = delimiter.isEmpty() ? '?' : delimiter.charAt(0);
      this.integer = integer;
      this.none = call.arguments().isEmpty();
    }

    @Override
    public boolean fetch(SampleContext context, Sample out) {
      return fetch(context, out, 0);
    }

    @Override
    public boolean fetch(SampleContext context, Sample out, int index) {
      if (none || !context.requestUri(out.bytes)) {
        return false;
      }
      int start = out.bytes.indexOf(mark, 0);
      if (start < 0) {
        return false;
      }
      out.bytes.narrow(start + 1, out.bytes.length() - start - 1);
      if (!HttpUri.parameter(out.bytes, name, mark == '?' ? '&' : mark, index)) {
        return false;
      }
      return integer ? out.setInt(DecimalText.parse(out.bytes)) : out.setString();
    }
  }

  private static boolean address(SampleContext context, Sample out) {
    if (!context.requestUri(out.bytes) || !HttpUri.authority(out.bytes)) {
      return false;
    }
    int colon = out.bytes.indexOf(':', 0);
    if (colon >= 0) {
      out.bytes.narrow(0, colon);
    }
    return AddressText.parse(out.bytes, out.address) && out.setAddress();
  }

  private static boolean port(SampleContext context, Sample out) {
    if (!context.requestUri(out.bytes) || !HttpUri.authority(out.bytes)) {
      return false;
    }
    int colon = out.bytes.indexOf(':', 0);
    if (colon < 0) {
      return out.setInt(80);
    }
    out.bytes.narrow(colon + 1, out.bytes.length() - colon - 1);
    return out.setInt(DecimalText.parse(out.bytes));
  }
}

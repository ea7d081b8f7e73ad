package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Layers 4 to 6: addresses, TLS facts of the connections, buffer contents (manual 7.3.3-7.3.5). */
public final class ConnectionFetches {
  private ConnectionFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    address(
        library, "src fc_src", "src_port fc_src_port", Need.CLIENT, SampleContext::clientAddress);
    address(
        library, "dst fc_dst", "dst_port fc_dst_port", Need.CLIENT, SampleContext::frontendAddress);
    address(library, "bc_src", "bc_src_port", Need.BACKEND, SampleContext::backendAddress);
    address(library, "bc_dst", "bc_dst_port", Need.BACKEND, SampleContext::serverAddress);
    flag(library, "ssl_fc", Need.CLIENT, SampleContext::clientTls);
    flag(library, "ssl_bc", Need.BACKEND, SampleContext::serverTls);
    text(library, "ssl_fc_sni", Need.CLIENT, SampleContext::clientSni);
    text(library, "ssl_fc_alpn", Need.CLIENT, SampleContext::clientAlpn);
    text(library, "ssl_fc_protocol", Need.CLIENT, SampleContext::clientTlsVersion);
    text(library, "ssl_fc_cipher", Need.CLIENT, SampleContext::clientTlsCipher);
    tlsOutcome(library);
    text(library, "unique-id", Need.CLIENT, SampleContext::uniqueId);
    library.fetch(
        "req.len req_len",
        SampleType.SINT,
        Need.REQUEST_BUFFER,
        0,
        0,
        (call, s) -> (x, out) -> x.requestBuffer(out.bytes) && out.setInt(out.bytes.length()));
    library.fetch(
        "res.len",
        SampleType.SINT,
        Need.RESPONSE_BUFFER,
        0,
        0,
        (call, s) -> (x, out) -> x.responseBuffer(out.bytes) && out.setInt(out.bytes.length()));
    library.fetch(
        "req.payload payload",
        SampleType.BIN,
        Need.REQUEST_BUFFER,
        2,
        2,
        (call, s) -> payload(call, SampleContext::requestBuffer));
    library.fetch(
        "res.payload",
        SampleType.BIN,
        Need.RESPONSE_BUFFER,
        2,
        2,
        (call, s) -> payload(call, SampleContext::responseBuffer));
    library.fetch(
        "wait_end",
        SampleType.BOOL,
        Need.REQUEST_BUFFER,
        0,
        0,
        (call, s) -> (x, out) -> x.requestEnded() && out.setBool(true));
  }

  /** How the handshakes with the client went: without TLS there is nothing to tell. */
  private static void tlsOutcome(Library library) {
    number(library, "fc_err", 0);
    text(library, "fc_err_str", Need.CLIENT, (x, out) -> false);
    for (String name : new String[] {"ssl_fc_err", "ssl_c_err", "ssl_c_ca_err"}) {
      library.fetch(name, SampleType.SINT, Need.CLIENT, 0, 0, (call, s) -> (x, out) -> false);
    }
    flag(library, "ssl_fc_is_resumed", Need.CLIENT, x -> false);
  }

  private static void number(Library library, String name, int value) {
    library.fetch(
        name, SampleType.SINT, Need.CLIENT, 0, 0, (call, s) -> (x, out) -> out.setInt(value));
  }

  private interface AddressGetter {
    boolean get(SampleContext context, Address into);
  }

  private interface Flag {
    boolean get(SampleContext context);
  }

  /** Fills a slice from the context; false if there is nothing. */
  interface BytesGetter {
    boolean get(SampleContext context, Slice into);
  }

  private static void address(
      Library library, String names, String portNames, Need need, AddressGetter getter) {
    Fetch address = (x, out) -> getter.get(x, out.address) && out.setAddress();
    Fetch port =
        (x, out) ->
            getter.get(x, out.address)
                && out.address.family() > Address.UNIX
                && out.setInt(out.address.port());
    library.fetch(names, SampleType.IPV4, need, 0, 0, (call, s) -> address);
    library.fetch(portNames, SampleType.SINT, need, 0, 0, (call, s) -> port);
  }

  private static void flag(Library library, String name, Need need, Flag getter) {
    library.fetch(
        name, SampleType.BOOL, need, 0, 0, (call, s) -> (x, out) -> out.setBool(getter.get(x)));
  }

  /** Registers a text fetch without arguments. */
  static void text(Library library, String names, Need need, BytesGetter getter) {
    Fetch fetch = (x, out) -> getter.get(x, out.bytes) && out.setString();
    library.fetch(names, SampleType.STR, need, 0, 0, (call, s) -> fetch);
  }

  private static Fetch payload(SampleExpression.Call call, BytesGetter getter)
      throws ExpressionException {
    int offset = Arguments.integer(call, 0, 0);
    int length = Arguments.integer(call, 1, 0);
    if (offset < 0 || length < 0) {
      throw Arguments.wrong(call, "offset and length must not be negative");
    }
    return (x, out) -> {
      if (!getter.get(x, out.bytes) || out.bytes.length() < offset + length) {
        return false;
      }
      int available = out.bytes.length() - offset;
      out.bytes.narrow(offset, length == 0 ? available : length);
      out.type = SampleType.BIN;
      return available > 0;
    };
  }
}

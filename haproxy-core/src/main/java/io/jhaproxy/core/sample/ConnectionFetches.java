package io.jhaproxy.core.sample;

/** Layers 4 to 6: addresses, TLS facts of the connections, buffer contents (manual 7.3.3-7.3.5). */
public final class ConnectionFetches {
  private ConnectionFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    address(
        library, "src fc_src", "src_port fc_src_port", Need.CLIENT, SampleContext::clientAddress);
    address(
        library, "dst fc_dst", "dst_port fc_dst_port", Need.CLIENT, SampleContext::frontendAddress);
    address(library, "bc_src", "bc_src_port", Need.SERVER_ADDRESS, SampleContext::backendAddress);
    address(library, "bc_dst", "bc_dst_port", Need.SERVER_ADDRESS, SampleContext::serverAddress);
    flag(library, "ssl_fc", Need.CLIENT_SESSION, SampleContext::clientTls);
    flag(library, "ssl_bc", Need.SERVER_SESSION, SampleContext::serverTls);
    text(library, "ssl_fc_sni", Need.CLIENT_SESSION, SampleContext::clientSni);
    text(library, "ssl_fc_alpn", Need.CLIENT_SESSION, SampleContext::clientAlpn);
    text(library, "ssl_fc_protocol", Need.CLIENT_SESSION, SampleContext::clientTlsVersion);
    text(library, "ssl_fc_cipher", Need.CLIENT_SESSION, SampleContext::clientTlsCipher);
    tlsOutcome(library);
    text(library, "unique-id", Need.CONSTANT, SampleContext::uniqueId);
  }

  /** How the handshakes with the client went: without TLS there is nothing to tell. */
  private static void tlsOutcome(Library library) {
    library.fetch("fc_err", SampleType.SINT, Need.CLIENT, (x, out) -> out.setInt(0));
    Slice success = Slice.of("Success");
    text(library, "fc_err_str", Need.CLIENT, (x, into) -> !into.set(success).isEmpty());
    for (String name : new String[] {"ssl_fc_err", "ssl_c_err", "ssl_c_ca_err"}) {
      library.fetch(name, SampleType.SINT, Need.CLIENT_SESSION, (x, out) -> false);
    }
    flag(library, "ssl_fc_is_resumed", Need.CLIENT_SESSION, x -> false);
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
    library.fetch(names, SampleType.IPV4, need, address);
    library.fetch(portNames, SampleType.SINT, need, port);
  }

  private static void flag(Library library, String name, Need need, Flag getter) {
    library.fetch(name, SampleType.BOOL, need, (x, out) -> out.setBool(getter.get(x)));
  }

  /** Registers a text fetch without arguments. */
  static void text(Library library, String names, Need need, BytesGetter getter) {
    Fetch fetch = (x, out) -> getter.get(x, out.bytes) && out.setString();
    library.fetch(names, SampleType.STR, need, fetch);
  }
}

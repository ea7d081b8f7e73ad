package io.jhaproxy.core.sample;

/**
 * What a TLS client says before anything is encrypted, read from the buffer (manual 7.3.5,
 * req.ssl_*; RFC 8446 section 4.1.2). This is what connections are routed by without ending TLS.
 */
public final class ClientHelloFetches {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME = 0;
  private static final int GROUPS = 10;
  private static final int ALPN = 16;
  private static final int SESSION_TICKET = 35;

  private ClientHelloFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    Need request = Need.REQUEST_BUFFER;
    library.fetch(
        "req.ssl_hello_type req_ssl_hello_type",
        SampleType.SINT,
        request,
        (x, out) -> x.requestBuffer(out.bytes) && helloType(out));
    library.fetch(
        "res.ssl_hello_type rep_ssl_hello_type",
        SampleType.SINT,
        Need.RESPONSE_BUFFER,
        (x, out) -> x.responseBuffer(out.bytes) && helloType(out));
    library.fetch("req.ssl_ver req_ssl_ver", SampleType.SINT, request, ClientHelloFetches::version);
    library.fetch("req.ssl_sni req_ssl_sni", SampleType.STR, request, ClientHelloFetches::name);
    library.fetch("req.ssl_alpn", SampleType.STR, request, ClientHelloFetches::protocols);
    library.fetch(
        "req.ssl_ec_ext",
        SampleType.BOOL,
        request,
        (x, out) -> hello(x, out.bytes) && extension(out.bytes, GROUPS) && out.setBool(true));
    library.fetch("req.ssl_st_ext", SampleType.SINT, request, ClientHelloFetches::ticket);
  }

  private static int word(Slice bytes, int at) {
    return bytes.at(at) << 8 | bytes.at(at + 1);
  }

  /** Whether the first record is of a handshake and has arrived whole. */
  private static boolean isWhole(Slice bytes) {
    return bytes.length() >= 6
        && bytes.at(0) == HANDSHAKE
        && bytes.at(1) >= 3
        && bytes.length() >= 5 + word(bytes, 3);
  }

  /**
   * Type of the first handshake message: 1 from a client, 2 from a server. It is told when the
   * record is whole, so that rules which follow find the names that are in it.
   */
  private static boolean helloType(Sample out) {
    return isWhole(out.bytes) && out.setInt(out.bytes.at(5));
  }

  /** Major version times 65536 plus minor version; TLS 1.2 is 3.3. */
  private static boolean version(SampleContext context, Sample out) {
    Slice bytes = out.bytes;
    if (!context.requestBuffer(bytes) || !isWhole(bytes) || bytes.length() < 11) {
      return false;
    }
    return bytes.at(5) == CLIENT_HELLO && out.setInt((long) bytes.at(9) << 16 | bytes.at(10));
  }

  /** Points at the body of a complete client hello in the request buffer. */
  private static boolean hello(SampleContext context, Slice bytes) {
    if (!context.requestBuffer(bytes) || bytes.length() < 9) {
      return false;
    }
    if (bytes.at(0) != HANDSHAKE || bytes.at(1) < 3 || bytes.at(5) != CLIENT_HELLO) {
      return false;
    }
    int length = bytes.at(6) << 16 | word(bytes, 7);
    if (word(bytes, 3) < length + 4 || bytes.length() < length + 9) {
      return false;
    }
    bytes.narrow(9, length);
    return true;
  }

  /** Narrows a client hello to the data of an extension; false if it is not there. */
  private static boolean extension(Slice hello, int type) {
    int at = 2 + 32;
    if (at >= hello.length()) {
      return false;
    }
    at += 1 + hello.at(at);
    if (at + 2 > hello.length()) {
      return false;
    }
    at += 2 + word(hello, at);
    if (at >= hello.length()) {
      return false;
    }
    at += 1 + hello.at(at);
    if (at + 2 > hello.length()) {
      return false;
    }
    int end = Math.min(hello.length(), at + 2 + word(hello, at));
    at += 2;
    while (at + 4 <= end) {
      int length = word(hello, at + 2);
      if (at + 4 + length > end) {
        return false;
      }
      if (word(hello, at) == type) {
        hello.narrow(at + 4, length);
        return true;
      }
      at += 4 + length;
    }
    return false;
  }

  private static boolean name(SampleContext context, Sample out) {
    Slice bytes = out.bytes;
    if (!hello(context, bytes) || !extension(bytes, SERVER_NAME) || bytes.length() < 5) {
      return false;
    }
    int length = word(bytes, 3);
    if (bytes.at(2) != 0 || 5 + length > bytes.length()) {
      return false;
    }
    bytes.narrow(5, length);
    return out.setString();
  }

  /** The protocol that the client prefers: the first of its list. */
  private static boolean protocols(SampleContext context, Sample out) {
    Slice bytes = out.bytes;
    if (!hello(context, bytes) || !extension(bytes, ALPN) || bytes.length() < 3) {
      return false;
    }
    int first = bytes.at(2);
    if (3 + first > bytes.length()) {
      return false;
    }
    bytes.narrow(3, first);
    return out.setString();
  }

  /** 0: no session ticket extension, 1: an empty one, 2: a ticket. */
  private static boolean ticket(SampleContext context, Sample out) {
    Slice bytes = out.bytes;
    if (!hello(context, bytes)) {
      return false;
    }
    return out.setInt(!extension(bytes, SESSION_TICKET) ? 0 : bytes.isEmpty() ? 1 : 2);
  }
}

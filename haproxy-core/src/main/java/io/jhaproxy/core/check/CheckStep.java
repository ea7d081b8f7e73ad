package io.jhaproxy.core.check;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.grammar.source.Location;
import java.util.List;
import java.util.Optional;

/** One {@code tcp-check} or {@code http-check} line (manual 4.2); steps run in order. */
public sealed interface CheckStep {
  /** The line. */
  Location location();

  /** The text a failure is reported with; empty = none. */
  String comment();

  /**
   * {@code connect [params]}.
   *
   * @param address {@code addr}; empty = the server's check address
   * @param port {@code port}; 0 = the server's check port, -1 = {@code portExpression}
   * @param portExpression a sample expression that gives the port
   * @param sendProxy {@code send-proxy}
   * @param viaSocks4 {@code via-socks4}
   * @param ssl {@code ssl}
   * @param sni {@code sni}
   * @param alpn {@code alpn}
   * @param linger {@code linger}
   * @param proto {@code proto}
   * @param useDefault {@code default}: the server line's options
   */
  record Connect(
      Location location,
      String comment,
      Optional<Address> address,
      int port,
      String portExpression,
      boolean sendProxy,
      boolean viaSocks4,
      boolean ssl,
      String sni,
      String alpn,
      boolean linger,
      String proto,
      boolean useDefault)
      implements CheckStep {}

  /**
   * {@code send}, {@code send-binary} ({@code data} decoded to ISO 8859-1 characters), {@code
   * send-lf}, {@code send-binary-lf}.
   *
   * @param data what is sent: bytes as ISO 8859-1 characters, or a log-format
   * @param binary whether it was given in hexadecimal
   * @param logFormat whether {@code data} is a log-format that must be evaluated
   */
  record Send(Location location, String comment, String data, boolean binary, boolean logFormat)
      implements CheckStep {}

  /**
   * {@code expect} of tcp-check and http-check.
   *
   * @param kind what is compared
   * @param name for headers and cookies: the name and value patterns as written
   * @param pattern the string, regular expression, bytes (ISO 8859-1 characters) or status list
   * @param negated {@code !}
   * @param minRecv {@code min-recv}: bytes to wait for; -1 = until it matches or the end
   * @param okStatus {@code ok-status}, such as L7OK; empty = default
   * @param errorStatus {@code error-status}; empty = default
   * @param timeoutStatus {@code tout-status}; empty = default
   * @param onSuccess {@code on-success} log-format; empty = none
   * @param onError {@code on-error} log-format; empty = none
   * @param statusCode {@code status-code} sample expression; empty = none
   */
  record Expect(
      Location location,
      String comment,
      Match kind,
      HeaderMatch name,
      String pattern,
      boolean negated,
      int minRecv,
      String okStatus,
      String errorStatus,
      String timeoutStatus,
      String onSuccess,
      String onError,
      String statusCode)
      implements CheckStep {}

  /**
   * {@code http-check send}.
   *
   * @param method empty = OPTIONS
   * @param uri empty = "/"
   * @param uriFormat whether {@code uri} is a log-format
   * @param version empty = HTTP/1.0
   * @param headers name and log-format value pairs
   * @param body empty = none
   * @param bodyFormat whether {@code body} is a log-format
   */
  record HttpSend(
      Location location,
      String comment,
      String method,
      String uri,
      boolean uriFormat,
      String version,
      List<Header> headers,
      String body,
      boolean bodyFormat)
      implements CheckStep {}

  /**
   * {@code set-var}, {@code set-var-fmt} or {@code unset-var}.
   *
   * @param variable its name with scope
   * @param expression sample expression or log-format; empty for unset
   * @param logFormat whether the expression is a log-format
   */
  record SetVariable(
      Location location, String comment, String variable, String expression, boolean logFormat)
      implements CheckStep {}

  /** {@code comment}: names the steps that follow. */
  record Comment(Location location, String comment) implements CheckStep {}

  /**
   * A header to send.
   *
   * @param name its name
   * @param value a log-format
   */
  record Header(String name, String value) {}

  /**
   * {@code hdr} and {@code fhdr} arguments.
   *
   * @param name the header's name pattern
   * @param nameMatch {@code str}, {@code beg}, {@code end}, {@code sub}, {@code reg}
   * @param value the value pattern; empty = the header must exist
   * @param valueMatch as nameMatch
   * @param nameFormat whether the name is a log-format
   * @param valueFormat whether the value is a log-format
   */
  record HeaderMatch(
      String name,
      String nameMatch,
      String value,
      String valueMatch,
      boolean nameFormat,
      boolean valueFormat) {
    /** For expectations that look at no header. */
    public static final HeaderMatch NONE = new HeaderMatch("", "", "", "", false, false);
  }

  /** What {@code expect} compares. */
  enum Match {
    STRING,
    RSTRING,
    STRING_LF,
    BINARY,
    RBINARY,
    BINARY_LF,
    STATUS,
    RSTATUS,
    HEADER,
    FULL_HEADER,
    CUSTOM
  }
}

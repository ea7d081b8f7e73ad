package io.jhaproxy.vrrp.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Health checks of real servers: read and checked; there are no checkers here. */
final class CheckerKeywords {
  private static final String NONE = "there are no checkers";
  private static final long UNSIGNED = 4_294_967_295L;
  private static final String HTTP = "HTTP_GET/SSL_GET";
  private static final String URL = "HTTP_GET/SSL_GET url";
  private static final String SMTP_HOST = "SMTP_CHECK host";
  private static final List<String> BLOCKS =
      List.of(
          HTTP,
          "TCP_CHECK",
          "UDP_CHECK",
          "SMTP_CHECK",
          "DNS_CHECK",
          "MISC_CHECK",
          "PING_CHECK",
          SMTP_HOST);
  private static final Set<String> DNS_TYPES =
      Set.of("A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA");

  private CheckerKeywords() {}

  static void register(Registry registry) {
    Registry.Entries server = registry.block(RealServerKeywords.BLOCK);
    for (String name :
        List.of("TCP_CHECK", "UDP_CHECK", "SMTP_CHECK", "DNS_CHECK", "MISC_CHECK", "PING_CHECK")) {
      block(server, name, name, line -> {});
    }
    block(server, "HTTP_GET", HTTP, CheckerKeywords::endHttp);
    block(server, "SSL_GET", HTTP, CheckerKeywords::endHttp);
    block(server, "BFD_CHECK", "BFD_CHECK", line -> {});
    block(server, "FILE_CHECK", "FILE_CHECK", CheckerKeywords::endFile);
    BLOCKS.forEach(name -> common(registry.block(name)));
    http(registry);
    smtpAndDns(registry);
    others(registry);
  }

  private static void block(
      Registry.Entries server, String name, String inner, Keyword.Reader end) {
    server.unsupported(
        name,
        "{ }",
        NONE,
        line -> line.draft().checker.start(line.keyword()),
        new Keyword.Body(inner, null, end));
  }

  /** What most checks know. */
  private static void common(Registry.Entries check) {
    check
        .noEffect("connect_ip", "ADDR", NONE, line -> address(line, "connect_ip"))
        .noEffect(
            "connect_port", "PORT", NONE, line -> port(line, "Invalid checker connect_port '%s'"))
        .noEffect("bindto", "ADDR", NONE, line -> address(line, "bindto"))
        .noEffect("bind_port", "PORT", NONE, line -> port(line, "Invalid checker bind_port '%s'"))
        .noEffect("bind_if", "IFNAME", NONE, line -> line.required(1))
        .noEffect(
            "connect_timeout",
            "SECS",
            NONE,
            line -> VirtualServerKeywords.time(line, "connect_timeout %s invalid - ignoring"))
        .noEffect(
            "fwmark",
            "N",
            NONE,
            line -> number(line, 0, UNSIGNED, "Invalid fwmark connection value '%s'"))
        .noEffect(
            "retry",
            "N",
            NONE,
            line -> number(line, 0, UNSIGNED, "Invalid retry connection value '%s'"))
        .noEffect("delay_before_retry", "SECS", NONE, line -> line.time(1, 0, UNSIGNED))
        .noEffect("warmup", "SECS", NONE, line -> line.time(1, 0, UNSIGNED))
        .noEffect(
            "delay_loop",
            "SECS",
            NONE,
            line -> VirtualServerKeywords.time(line, "delay_loop '%s' is invalid - ignoring"))
        .noEffect(
            "alpha",
            "[BOOL]",
            NONE,
            line -> VirtualServerKeywords.bool(line, "Invalid alpha parameter %s"))
        .noEffect(
            "log_all_failures",
            "[BOOL]",
            NONE,
            line -> VirtualServerKeywords.bool(line, "Invalid log_all_failures parameter %s"));
  }

  private static void http(Registry registry) {
    registry
        .block(HTTP)
        .noEffect("nb_get_retry", "N", NONE, CheckerKeywords::oldRetry)
        .noEffect("virtualhost", "NAME", NONE, line -> line.required(1))
        .noEffect("http_protocol", "1.0|1.1|1.0c|1.0k", NONE, CheckerKeywords::httpProtocol)
        .noEffect(
            "enable_sni",
            "[BOOL]",
            NONE,
            line -> VirtualServerKeywords.bool(line, "Invalid enable_sni parameter %s"))
        .noEffect(
            "fast_recovery",
            "[BOOL]",
            NONE,
            line -> VirtualServerKeywords.bool(line, "Invalid fast_recovery parameter %s"))
        .newer("tls_compliant")
        .unsupported(
            "url",
            "{ }",
            NONE,
            line -> line.draft().checker.hasPath = false,
            new Keyword.Body(URL, null, CheckerKeywords::endUrl));
    registry
        .block(URL)
        .noEffect("path", "PATH", NONE, CheckerKeywords::path)
        .noEffect("digest", "MD5", NONE, CheckerKeywords::digest)
        .noEffect("status_code", "CODE[-CODE] ...", NONE, CheckerKeywords::statusCode)
        .noEffect("virtualhost", "NAME", NONE, line -> line.required(1))
        .noEffect("regex", "\"PATTERN\"", NONE, line -> line.required(1))
        .noEffect("regex_stack", "START MAX", NONE, line -> line.required(2))
        .noEffect("regex_min_offset", "N", NONE, line -> line.required(1))
        .noEffect("regex_max_offset", "N", NONE, line -> line.required(1))
        .noEffect("regex_options", "NAME ...", NONE, line -> line.required(1))
        .noEffect(NONE, "regex_no_match")
        .newer("tls_compliant");
  }

  private static void smtpAndDns(Registry registry) {
    registry
        .block("SMTP_CHECK")
        .noEffect("helo_name", "NAME", NONE, line -> line.required(1))
        .unsupported(
            "host",
            "{ connect options }",
            NONE,
            line -> {},
            new Keyword.Body(SMTP_HOST, null, line -> {}));
    registry
        .block("DNS_CHECK")
        .noEffect("type", "A|NS|CNAME|SOA|MX|TXT|AAAA", NONE, CheckerKeywords::dnsType)
        .noEffect("name", "NAME", NONE, line -> line.required(1));
  }

  private static void others(Registry registry) {
    registry
        .block("MISC_CHECK")
        .noEffect("misc_path", "\"CMD ARGS\"", NONE, line -> line.required(1))
        .noEffect(
            "misc_timeout",
            "SECS",
            NONE,
            line -> number(line, 0, UNSIGNED / 1_000_000, "Invalid misc_timeout value '%s'"))
        .noEffect(NONE, "misc_dynamic")
        .noEffect("user", "USER [GROUP]", NONE, CheckerKeywords::user);
    registry
        .block("UDP_CHECK")
        .noEffect("payload", "HEX", NONE, line -> hex(line, "payload"))
        .noEffect("require_reply", "[HEX [mask]]", NONE, CheckerKeywords::requireReply)
        .noEffect("min_reply_length", "N", NONE, line -> replyLength(line, "min"))
        .noEffect("max_reply_length", "N", NONE, line -> replyLength(line, "max"));
    registry
        .block("BFD_CHECK")
        .noEffect("name", "NAME", NONE, CheckerKeywords::bfdName)
        .noEffect(NONE, "alpha");
    registry
        .block("FILE_CHECK")
        .noEffect("track_file", "NAME", NONE, CheckerKeywords::trackFile)
        .noEffect(
            "weight",
            "N [reverse]",
            NONE,
            line ->
                number(
                    line,
                    -Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    "weight for track file must be in [-2147483647..2147483647] inclusive."
                        + " Ignoring..."));
  }

  private static void number(Line line, long low, long high, String complaint) {
    VirtualServerKeywords.number(line, low, high, complaint);
  }

  private static void address(Line line, String what) {
    if (IpText.parse(line.required(1)) == null) {
      line.error("Invalid " + what + " address " + line.word(1) + " - ignoring");
    }
  }

  private static void port(Line line, String complaint) {
    number(line, 1, 65535, complaint);
  }

  private static void oldRetry(Line line) {
    line.error("nb_get_retry is deprecated - please use 'retry'");
    number(line, 0, UNSIGNED, "Invalid nb_get_retry value '%s'");
  }

  private static void httpProtocol(Line line) {
    if (!List.of("1.0", "1.1", "1.0c", "1.0C", "1.0k", "1.0K").contains(line.required(1))) {
      line.error("Invalid http_protocol version " + line.word(1));
    }
  }

  private static void path(Line line) {
    line.required(1);
    line.draft().checker.hasPath = true;
  }

  private static void digest(Line line) {
    String digest = line.required(1);
    if (digest.length() != 32) {
      line.error(
          "digest '" + digest + "' character length should be 32 rather than " + digest.length());
    }
  }

  private static void statusCode(Line line) {
    line.required(1);
    for (int i = 1; i < line.size(); i++) {
      if (!line.word(i).matches("[1-9][0-9]{2}(-[1-9][0-9]{2})?")) {
        line.error("Invalid HTTP_GET status code '" + line.word(i) + "'");
      }
    }
  }

  private static void endUrl(Line line) {
    if (!line.draft().checker.hasPath) {
      line.error("HTTP/SSL_GET checker url has no path - ignoring");
      return;
    }
    line.draft().checker.hasUrl = true;
  }

  private static void endHttp(Line line) {
    if (!line.draft().checker.hasUrl) {
      line.error("HTTP/SSL_GET checker has no urls specified - ignoring");
    }
  }

  private static void dnsType(Line line) {
    if (!DNS_TYPES.contains(line.required(1))) {
      line.error("Unknown DNS check type " + line.word(1) + " - ignoring");
    }
  }

  private static void user(Line line) {
    Accounts accounts = line.draft().accounts();
    boolean known =
        accounts.user(line.required(1)) && (line.size() < 3 || accounts.group(line.word(2)));
    if (!known) {
      line.error("Failed to set uid/gid for misc checker script  - removing");
    }
  }

  private static void hex(Line line, String what) {
    if (!line.required(1).matches("([0-9a-fA-F]{2})+")) {
      line.error("Invalid hex string for UDP_CHECK " + what);
    }
  }

  private static void requireReply(Line line) {
    if (line.size() > 1) {
      hex(line, "reply");
    }
  }

  private static void replyLength(Line line, String which) {
    OptionalInt length = line.number(1, 0, 65535);
    if (length.isEmpty()) {
      line.error(
          "UDP_CHECK "
              + which
              + " length "
              + line.word(1)
              + " not valid - must be between 0 & 65535");
    }
  }

  private static void bfdName(Line line) {
    String name = line.required(1);
    if (!line.draft().bfdInstances.contains(name)) {
      line.error("BFD_CHECK - BFD " + name + " not configured");
    }
  }

  private static void trackFile(Line line) {
    String name = line.required(1);
    if (line.draft().trackFiles.stream().noneMatch(f -> f.name().equals(name))) {
      line.error("track_file " + name + " not found");
      return;
    }
    line.draft().checker.hasFile = true;
  }

  private static void endFile(Line line) {
    if (!line.draft().checker.hasFile) {
      line.error("FILE_CHECK has no track_file specified - ignoring");
    }
  }
}

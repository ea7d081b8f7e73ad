package io.jhaproxy.core.dialect;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keywords that HAProxy 2.6 does not have any more (its messages name the version that dropped
 * each): one row says what the line is in the language of 2.6.
 */
public final class OldForms implements KeywordSet {
  /** Old name, last version, new name; what follows the name stays as it is. */
  private static final String[][] RENAMED = {
    {"contimeout", "2.0", "timeout connect"},
    {"clitimeout", "2.0", "timeout client"},
    {"srvtimeout", "2.0", "timeout server"},
    {"timeout contimeout", "2.0", "timeout connect"},
    {"timeout clitimeout", "2.0", "timeout client"},
    {"timeout srvtimeout", "2.0", "timeout server"},
    {"redispatch", "2.0", "option redispatch"},
    {"block", "2.0", "http-request deny"},
    {"option forceclose", "1.9", "option httpclose"},
    {"option independant-streams", "1.4", "option independent-streams"},
  };

  /** Old name, last version: the line is left out. */
  private static final String[][] WITHOUT_EFFECT = {
    {"grace", "2.4"},
    {"option http-tunnel", "2.0"},
    {"option http-use-htx", "2.1"},
    {"stats bind-process", "2.4"},
  };

  @Override
  public void register(Registry registry) {
    for (String[] row : RENAMED) {
      String[] modern = row[2].split(" ");
      registry.add(
          old(row[0], row[1])
              .canNegate()
              .parses((a, d) -> a.rewrite(0, List.of(line(a, a.from(0), modern)))));
    }
    for (String[] row : WITHOUT_EFFECT) {
      registry.add(old(row[0], row[1]).canNegate().parses((a, d) -> a.rewrite(0, List.of())));
    }
    registry.add(old("monitor-net", "2.0").parses(OldForms::monitorNet));
    registry.add(old("appsession", "1.5").parses(OldForms::appsession));
    registry.add(old("option http_proxy", "2.4").parses(OldForms::httpProxy));
    new HeaderLines().register(registry);
  }

  static Keyword old(String name, String until) {
    return Keyword.of(name).inProxies().args(0, -1).until(until);
  }

  /** New words, then words of the old line. */
  static List<Word> line(Arguments a, List<Word> rest, String... words) {
    List<Word> line = new ArrayList<>(Arrays.stream(words).map(a::word).toList());
    line.addAll(rest);
    return line;
  }

  /** {@code monitor-net NETWORK}: its clients get a short answer and are not logged. */
  private static void monitorNet(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw a.error("'monitor-net' expects a network.");
    }
    List<Word> network = a.from(0).subList(0, 1);
    String[] words =
        d.get(ProxyKeys.MODE) == ProxyMode.HTTP
            ? new String[] {"http-request", "return", "status", "200", "if", "{", "src"}
            : new String[] {"tcp-request", "connection", "reject", "if", "{", "src"};
    List<Word> line = line(a, network, words);
    line.add(a.word("}"));
    a.rewrite(0, List.of(line));
  }

  /** {@code appsession NAME len LENGTH timeout TIME [request-learn] ...}. */
  private static void appsession(Arguments a, SectionDraft d) throws ConfigException {
    String usage = "'appsession' expects <cookie> 'len' <length> 'timeout' <holdtime>.";
    if (a.size() < 5 || !a.get(1).equals("len") || !a.get(3).equals("timeout")) {
      throw a.error(usage);
    }
    List<Word> table =
        new ArrayList<>(line(a, a.from(2).subList(0, 1), "stick-table", "type", "string", "len"));
    table.addAll(line(a, a.from(4).subList(0, 1), "size", "200k", "expire"));
    String request = "req.cook(" + a.get(0) + ")";
    List<List<Word>> lines = new ArrayList<>();
    lines.add(table);
    lines.add(line(a, List.of(), "stick", "store-response", "res.cook(" + a.get(0) + ")"));
    boolean learns = a.texts(5).contains("request-learn");
    lines.add(line(a, List.of(), "stick", learns ? "on" : "match", request));
    a.rewrite(0, lines);
  }

  /** {@code option http_proxy}: the request names the server by its address. */
  private static void httpProxy(Arguments a, SectionDraft d) {
    List<List<Word>> lines = new ArrayList<>();
    if (d.kind() != SectionKind.DEFAULTS) {
      lines.add(line(a, List.of(), "http-request", "set-dst", "url_ip"));
      lines.add(line(a, List.of(), "http-request", "set-dst-port", "url_port"));
      if (d.kind().isBackend()) {
        lines.add(line(a, List.of(), "server", "http_proxy", "0.0.0.0:0"));
      }
    }
    a.rewrite(0, lines);
  }
}

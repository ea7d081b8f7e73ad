package io.jhaproxy.core.fcgi;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.rule.LineCheck;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code fcgi-app} sections and {@code use-fcgi-app} (manual chapter 10). */
public final class FcgiKeywords implements KeywordSet {
  /** {@code use-fcgi-app}: the application of a proxy; empty = none. */
  public static final SettingKey<String> APPLICATION = SettingKey.own("use-fcgi-app", "");

  /** {@code pass-header} and {@code set-param} lines as written. */
  public static final ListKey<List<String>> PARAMETERS = ListKey.own("set-param");

  private static final SettingKey<String> DOCROOT = SettingKey.own("docroot", "");

  @Override
  public void register(Registry registry) {
    registry.add(in("docroot", ArgumentForms.word(DOCROOT, expects("docroot", "<path>"))));
    registry.add(
        in(
            "index",
            ArgumentForms.word(TuningKeywords.word("index"), expects("index", "<filename>"))));
    registry.add(in("path-info", FcgiKeywords::pathInfo));
    registry.add(in("pass-header", (a, d) -> line(a, d, 1, "<name> as arguments.")));
    registry.add(in("set-param", (a, d) -> line(a, d, 2, "<name> and <value> as arguments.")));
    registry.add(
        in(
            "log-stderr",
            (a, d) -> {
              if (!a.get(0).equals("global") && a.size() < 2) {
                throw a.error(
                    "log-stderr : expects <address> and <facility> or global as arguments");
              }
            }));
    for (String option : List.of("keep-conn", "get-values", "mpxs-conns")) {
      registry.add(in("option " + option, (a, d) -> {}).canNegate());
    }
    registry.add(in("option max-reqs", FcgiKeywords::maxRequests));
    registry.add(
        in(
            "acl",
            (a, d) -> {
              LineCheck.acl(a, d, a.rule("acl", 0));
              d.add(RuleKeys.ACLS, a.rule("acl", 0));
            }));
    registry.add(
        Keyword.of("use-fcgi-app")
            .inBackends()
            .args(0, -1)
            .parses(ArgumentForms.word(APPLICATION, "'use-fcgi-app' expects <name> as argument"))
            .notYet()
            .since("2.1"));
    registry.add(FcgiKeywords::check);
    registry.add(CheckPhase.NAMES, FcgiKeywords::checkNames);
  }

  private static Keyword in(String name, Keyword.Parser parser) {
    return Keyword.of(name).in(SectionKind.FCGI_APP).args(0, -1).parses(parser);
  }

  private static String expects(String name, String what) {
    return "'" + name + "' expects " + what + " as argument.";
  }

  private static void pathInfo(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(a, expects("path-info", "<regex>"));
    try {
      d.set(TuningKeywords.word("path-info"), Pattern.compile(a.get(0)).pattern());
    } catch (PatternSyntaxException e) {
      throw a.errorAt(
          0,
          "'path-info' : regex '" + a.get(0) + "' is invalid (error=" + e.getDescription() + ").");
    }
  }

  private static void line(Arguments a, SectionDraft d, int words, String usage)
      throws ConfigException {
    for (int i = 0; i < words; i++) {
      if (a.get(i).isEmpty()) {
        throw a.error("'" + a.keyword() + "' expects " + usage);
      }
    }
    if (a.size() > words) {
      LineCheck.condition(
          a, d, a.texts(words), "http-request header rule", "'" + a.keyword() + "' : ");
    }
    d.add(PARAMETERS, List.copyOf(a.texts(0)));
  }

  private static void maxRequests(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw ArgumentForms.closeError(a, "option 'max-reqs' expects an integer argument.");
    }
    if (!a.get(0).matches("0*[1-9][0-9]*")) {
      throw ArgumentForms.closeError(
          a, "option 'max-reqs' expects a strictly positive integer argument.");
    }
  }

  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (section.kind() == SectionKind.FCGI_APP && section.settings().get(DOCROOT).isEmpty()) {
      diagnostics.accept(
          new Diagnostic(
              Severity.ALERT,
              section.source().location().wholeLine(),
              "config : fcgi-app '" + section.name() + "': no docroot configured."));
    }
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    String name = proxy.settings().get(APPLICATION);
    if (!name.isEmpty() && !model.has(SectionKind.FCGI_APP, name)) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.ALERT, "proxy '" + proxy.name() + "' : fcgi-app '" + name + "' not found."));
    }
  }
}

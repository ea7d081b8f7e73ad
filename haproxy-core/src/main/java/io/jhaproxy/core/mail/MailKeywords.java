package io.jhaproxy.core.mail;

import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/** {@code mailers} sections and {@code email-alert} lines. */
public final class MailKeywords implements KeywordSet {
  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
  private static final AddressParser ADDRESS = new AddressParser(AddressParser.Port.MANDATORY);

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("email-alert").inProxies().args(0, -1).parses(MailKeywords::emailAlert));
    registry.add(
        Keyword.of("mailer").in(SectionKind.MAILERS).args(0, -1).parses((a, d) -> mailer(a, d)));
    registry.add(
        Keyword.of("timeout").in(SectionKind.MAILERS).args(0, -1).parses(MailKeywords::timeout));
    registry.add(CheckPhase.NAMES, MailKeywords::check);
    registry.add(MailKeywords::checkUse);
  }

  private static void emailAlert(Arguments a, SectionDraft d) throws ConfigException {
    String what = a.get(0);
    ArgumentForms.require(a, "missing argument after 'email-alert'.");
    switch (what) {
      case "from" -> d.set(MailKeys.FROM, a.get(1));
      case "to" -> d.set(MailKeys.TO, a.get(1));
      case "mailers" -> d.set(MailKeys.MAILERS, a.get(1));
      case "myhostname" -> d.set(MailKeys.HOST_NAME, a.get(1));
      case "level" -> {
        int level = LEVELS.indexOf(a.get(1));
        if (level < 0) {
          throw a.errorAt(1, "unknown log level '" + what + "' after '" + a.get(1) + "'");
        }
        d.set(MailKeys.LEVEL, level);
      }
      default -> throw a.errorAt(0, "email-alert: unknown argument '" + what + "'.");
    }
    d.set(MailKeys.ANY, true);
  }

  private static void mailer(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() < 2) {
      throw a.error("'mailer' expects <name> and <addr>[:<port>] as arguments.");
    }
    try {
      d.add(MailKeys.MAILER, new MailerModel(a.get(0), ADDRESS.parse(a.address(1))));
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(1, "'mailer " + a.get(0) + "' : " + e.getMessage());
    }
  }

  private static void timeout(Arguments a, SectionDraft d) throws ConfigException {
    String usage = "'timeout' expects 'mail' and <time> as arguments";
    if (a.get(0).isEmpty()) {
      throw a.error(usage + ".");
    }
    if (!a.get(0).equals("mail")) {
      throw a.errorAt(0, usage + " got '" + a.get(0) + "'.");
    }
    if (a.get(1).isEmpty()) {
      throw a.error("'timeout mail' expects <time> as argument.");
    }
    try {
      d.set(MailKeys.TIMEOUT, a.milliseconds(a.get(1), TimeUnits.Unit.MILLISECONDS));
    } catch (TimeUnits.BadTimeException e) {
      throw ArgumentForms.closeError(
          a, "unexpected character '" + e.character() + "' in argument to <timeout mail>.");
    }
  }

  private static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    Settings settings = proxy.settings();
    if (!settings.get(MailKeys.ANY)) {
      return;
    }
    String mailers = settings.get(MailKeys.MAILERS);
    if (!MailKeys.isComplete(settings)) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "'email-alert' will be ignored for "
                  + proxy.title()
                  + " (the presence any of 'email-alert from', 'email-alert level' 'email-alert"
                  + " mailers', 'email-alert myhostname', or 'email-alert to' requires each of"
                  + " 'email-alert from', 'email-alert mailers' and 'email-alert to' to be"
                  + " present)."));
    } else if (!model.has(SectionKind.MAILERS, mailers)) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.ALERT,
              "Proxy '" + proxy.name() + "': unable to find mailers '" + mailers + "'."));
    }
  }

  /** Mailers that nobody uses. */
  private static void checkUse(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean used =
        model.proxies().stream()
            .map(ProxyModel::settings)
            .anyMatch(
                proxy ->
                    MailKeys.isComplete(proxy)
                        && proxy.get(MailKeys.MAILERS).equals(section.name()));
    if (section.kind() == SectionKind.MAILERS && !used) {
      diagnostics.accept(
          new Diagnostic(
              Severity.WARNING,
              section.source().location().wholeLine(),
              "config : Removing incomplete section 'mailers " + section.name() + "'."));
    }
  }
}

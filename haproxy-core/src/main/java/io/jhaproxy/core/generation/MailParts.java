package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.mail.MailAlerts;
import io.jhaproxy.core.mail.MailKeys;
import io.jhaproxy.core.mail.Mailer;
import io.jhaproxy.core.mail.MailerModel;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Worker;
import java.net.SocketAddress;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Compiles who gets mails about servers. */
final class MailParts {
  private final ConfigModel model;
  private final Worker worker;
  private final Clock clock;
  private final String hostName;
  private final List<String> errors;

  MailParts(ConfigModel model, Worker worker, Clock clock, String hostName, List<String> errors) {
    this.model = model;
    this.worker = worker;
    this.clock = clock;
    this.hostName = hostName;
    this.errors = errors;
  }

  /** Gets what is said about a proxy's servers, with the syslog level. */
  ObjIntConsumer<String> alerts(ProxyModel proxy) {
    Settings from = proxy.settings();
    List<Mailer> mailers = new ArrayList<>();
    if (MailKeys.isComplete(from)) {
      for (ExtraSection section : model.extras()) {
        boolean wanted =
            section.kind() == SectionKind.MAILERS
                && section.name().equals(from.get(MailKeys.MAILERS));
        if (wanted) {
          addMailers(section, mailers);
        }
      }
    }
    if (mailers.isEmpty()) {
      return (text, level) -> {};
    }
    String own = from.get(MailKeys.HOST_NAME);
    return new MailAlerts(
        from.get(MailKeys.FROM),
        from.get(MailKeys.TO),
        own.isEmpty() ? hostName : own,
        from.get(MailKeys.LEVEL),
        mailers,
        clock,
        ZoneId.systemDefault());
  }

  private void addMailers(ExtraSection section, List<Mailer> mailers) {
    for (MailerModel line : section.settings().list(MailKeys.MAILER)) {
      SocketAddress address = Addresses.target(line.address(), 0);
      if (address == null) {
        errors.add("mailer '" + line.name() + "' : could not resolve address.");
      } else {
        mailers.add(new Mailer(worker, address, section.settings().get(MailKeys.TIMEOUT)));
      }
    }
  }
}

package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeywords;
import io.jhaproxy.core.cache.CacheKeywords;
import io.jhaproxy.core.check.CheckKeywords;
import io.jhaproxy.core.config.ErrorAnswerKeywords;
import io.jhaproxy.core.config.FeatureKeywords;
import io.jhaproxy.core.config.FilterKeywords;
import io.jhaproxy.core.config.GlobalKeywords;
import io.jhaproxy.core.config.NameServiceKeywords;
import io.jhaproxy.core.config.ProgramKeywords;
import io.jhaproxy.core.config.ProxyFeatureKeywords;
import io.jhaproxy.core.config.ProxyKeywords;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.config.UserlistKeywords;
import io.jhaproxy.core.dialect.OldForms;
import io.jhaproxy.core.fcgi.FcgiKeywords;
import io.jhaproxy.core.http.HttpKeywords;
import io.jhaproxy.core.log.LogForwardKeywords;
import io.jhaproxy.core.log.LogKeywords;
import io.jhaproxy.core.log.RingKeywords;
import io.jhaproxy.core.mail.MailKeywords;
import io.jhaproxy.core.peers.PeersKeywords;
import io.jhaproxy.core.rule.ProcessVariableKeywords;
import io.jhaproxy.core.rule.RuleKeywords;
import io.jhaproxy.core.stats.StatsKeywords;
import io.jhaproxy.core.stick.StickKeywords;
import io.jhaproxy.core.stream.NamespaceKeywords;
import io.jhaproxy.core.stream.StreamKeywords;
import io.jhaproxy.core.tls.TlsGlobalKeywords;
import io.jhaproxy.core.tls.TlsKeywords;
import java.util.List;

/** The one list of all keyword sets. */
public final class Keywords {
  private Keywords() {}

  /** A registry with every keyword of every room. */
  public static Registry registry() {
    return Registry.of(
        List.of(
            new GlobalKeywords(),
            new ProxyKeywords(),
            new OldForms(),
            new StreamKeywords(),
            new NamespaceKeywords(),
            new BackendKeywords(),
            new HttpKeywords(),
            new LogKeywords(),
            new CheckKeywords(),
            new StatsKeywords(),
            new RuleKeywords(),
            new ProcessVariableKeywords(),
            new NameChecks(),
            new TlsKeywords(),
            new TlsGlobalKeywords(),
            new TuningKeywords(),
            new FeatureKeywords(),
            new UserlistKeywords(),
            new NameServiceKeywords(),
            new MailKeywords(),
            new CacheKeywords(),
            new ProgramKeywords(),
            new LogForwardKeywords(),
            new StickKeywords(),
            new RingKeywords(),
            new PeersKeywords(),
            new FcgiKeywords(),
            new FilterKeywords(),
            new ErrorAnswerKeywords(),
            new ProxyFeatureKeywords()));
  }
}

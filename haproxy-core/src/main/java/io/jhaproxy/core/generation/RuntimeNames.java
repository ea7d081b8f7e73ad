package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.cache.CacheSettings;
import io.jhaproxy.core.cache.Caches;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.FeatureKeywords;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.http.CompressionLoad;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.sample.Shared;
import io.jhaproxy.core.sample.Userlist;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.core.stream.Frontend;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one generation has by name; filled while it is compiled. */
final class RuntimeNames {
  private final ConfigModel model;
  private final Shared shared;
  private final CompressionLoad compressionLoad;
  private final Map<String, Backend> backends = new HashMap<>();
  private final Map<String, Frontend> frontends = new HashMap<>();
  private final Map<String, Userlist> userlists = new HashMap<>();
  private final Set<String> referenced = new HashSet<>();
  private final VariableNames variableNames;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private @Nullable String hostName;

  /**
   * Begins without backends and frontends.
   *
   * @param variableNames the numbers of variables, the same ones in all generations
   * @param before the caches of the generation before, or null: those with the same settings go on
   */
  RuntimeNames(
      ConfigModel model, VariableNames variableNames, int workers, @Nullable Caches before) {
    this.model = model;
    this.variableNames = variableNames;
    this.compressionLoad = compressionLoad(model.global(), workers);
    this.shared = model.global().get(RuleKeys.SHARED).orElseGet(Shared::new);
    for (ExtraSection section : model.extras()) {
      if (section.kind() == SectionKind.USERLIST) {
        userlists.put(section.name(), UserlistCompiler.compile(section));
      } else if (section.kind() == SectionKind.CACHE) {
        caches().configure(section.name(), CacheSettings.of(section.settings()), before);
      }
    }
  }

  /** What all compressors of the process may cost. */
  CompressionLoad compressionLoad() {
    return compressionLoad;
  }

  private static CompressionLoad compressionLoad(Settings global, int workers) {
    return new CompressionLoad(
        workers,
        Math.max(0, global.get(TuningKeywords.number("maxcomprate"))) * 1024,
        (int) (long) global.get(TuningKeywords.MAX_COMPRESSION_USAGE),
        Math.max(0, global.get(TuningKeywords.number("maxzlibmem"))) << 20);
  }

  /** The caches of this generation. */
  Caches caches() {
    return shared.get(Caches.class, Caches::new);
  }

  void add(Backend backend) {
    backends.putIfAbsent(backend.name(), backend);
  }

  void add(Frontend frontend) {
    frontends.putIfAbsent(frontend.settings().name(), frontend);
  }

  boolean isBackend(String name) {
    return model.backend(name) != null;
  }

  boolean isFrontend(String name) {
    return model.frontend(name) != null;
  }

  boolean hasServer(String backendName, String serverName) {
    ProxyModel proxy = model.backend(backendName);
    return proxy != null
        && proxy.settings().list(BackendKeys.SERVERS).stream()
            .anyMatch(server -> server.name().equals(serverName));
  }

  /** Notes that something in the configuration names a server, as {@code backend/server}. */
  void reference(String server) {
    referenced.add(server);
  }

  /** Whether something in the configuration names a server. */
  boolean isReferenced(String server) {
    return referenced.contains(server);
  }

  @Nullable Backend backend(String name) {
    return backends.get(name);
  }

  @Nullable Frontend frontend(String name) {
    return frontends.get(name);
  }

  @Nullable Userlist userlist(String name) {
    return userlists.get(name);
  }

  /** What an {@code http-errors} section says, or null if there is none of that name. */
  @Nullable Settings errorSection(String name) {
    for (ExtraSection section : model.extras()) {
      if (section.kind() == SectionKind.HTTP_ERRORS && section.name().equals(name)) {
        return section.settings();
      }
    }
    return null;
  }

  /** The userlists with hashed passwords. */
  List<Userlist> hashedUserlists() {
    return userlists.values().stream().filter(Userlist::hasHashes).toList();
  }

  /** Field names in lower case with the letter case that some peers want. */
  Map<String, String> caseAdjust() {
    return model.global().get(FeatureKeywords.CASE_ADJUST);
  }

  /** Level of compression; {@code tune.comp.maxlevel}. */
  int compressionLevel() {
    return (int) Math.max(1, model.global().get(TuningKeywords.number("tune.comp.maxlevel")));
  }

  /** What expressions have in common, with what was read when the lines were checked. */
  Shared shared() {
    return shared;
  }

  VariableNames variableNames() {
    return variableNames;
  }

  List<String> warnings() {
    return warnings;
  }

  /** What is right but not implemented: one text each, as the text of an ALERT or WARNING line. */
  List<String> unfinished() {
    return unfinished;
  }

  /** The machine's name, asked once and only if somebody wants it. */
  String hostName() {
    String known = hostName;
    if (known == null) {
      try {
        known = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        known = "localhost";
      }
      hostName = known;
    }
    return known;
  }
}

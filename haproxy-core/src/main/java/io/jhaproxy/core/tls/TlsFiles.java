package io.jhaproxy.core.tls;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.stream.BindModel;
import io.jhaproxy.core.stream.StreamKeys;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Certificates and other files that TLS parameters name: whether they are there. */
final class TlsFiles {
  private TlsFiles() {}

  /** {@code crt} of a bind line: a file, a folder, or a base of {@code .rsa}, {@code .ecdsa}. */
  static void certificate(ParameterArguments a, SettingsDraft target) throws ConfigException {
    Path file = file(a, TlsKeys.CRT_BASE);
    boolean bundle = false;
    for (String kind : new String[] {".rsa", ".ecdsa", ".dsa"}) {
      bundle |= Files.exists(Path.of(file + kind));
    }
    if (!bundle && !Files.exists(file)) {
      throw a.error(
          "unable to stat SSL certificate from file '" + file + "' : No such file or directory.");
    }
    target.set(TlsKeys.CERTIFICATE, true);
  }

  static void certificateList(ParameterArguments a, SettingsDraft target) throws ConfigException {
    Path file = Path.of(a.get(0));
    if (!Files.exists(file)) {
      throw a.error("'crt-list' : cannot open file '" + file + "' : No such file or directory");
    }
    target.set(TlsKeys.CERTIFICATE, true);
  }

  /** {@code ca-file}, {@code ca-verify-file} and {@code crl-file} of both kinds of lines. */
  static void authority(ParameterArguments a, SettingsDraft target) throws ConfigException {
    Path file = file(a, TlsKeys.CA_BASE);
    if (!a.get(0).equals("@system-ca") && !Files.exists(file)) {
      throw a.error("'" + a.name() + "' : unable to load " + file);
    }
  }

  private static Path file(ParameterArguments a, SettingKey<String> base) {
    return Path.of(a.global().get(base)).resolve(a.get(0));
  }

  /** A TLS listener needs a certificate. */
  static void checkCertificates(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (BindModel bind : proxy.settings().list(StreamKeys.BINDS)) {
      if (bind.settings().get(TlsKeys.SSL) && !bind.settings().get(TlsKeys.CERTIFICATE)) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                bind.location().wholeLine(),
                "config : Proxy '"
                    + proxy.name()
                    + "': no SSL certificate specified for bind at ["
                    + bind.location()
                    + "] (use 'crt')."));
      }
    }
  }
}

package io.jhaproxy.core.tls;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.TuningKeywords;
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
      a.alertWithoutLine("Couldn't open the ca-file '" + file + "' (No such file or directory).");
      throw a.error("'" + a.name() + "' : unable to load " + file);
    }
    target.set(TlsKeys.AUTHORITY, true);
  }

  /** A TLS server is verified against something, or not at all. */
  static void checkAuthorities(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean never = model.global().get(TuningKeywords.word("ssl-server-verify")).equals("none");
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      Settings settings = server.settings();
      boolean tls = settings.get(TlsKeys.SSL) || settings.get(CheckKeys.CHECK_SSL);
      String verify = settings.get(TlsKeys.VERIFY);
      boolean verified = verify.equals("required") || verify.isEmpty() && !never;
      if (tls && verified && !settings.get(TlsKeys.AUTHORITY)) {
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                server.location().wholeLine(),
                "config : ["
                    + server.location()
                    + "] : 'server "
                    + proxy.name()
                    + "/"
                    + server.name()
                    + "' : verify is enabled by default but no CA file specified. If you're"
                    + " running on a LAN where you're certain to trust the server's certificate,"
                    + " please set an explicit 'verify none' statement on the 'server' line, or"
                    + " use 'ssl-server-verify none' in the global section to disable"
                    + " server-side verifications by default."));
      }
    }
  }

  static void ticketKeys(ParameterArguments a, SettingsDraft target) throws ConfigException {
    if (!Files.isReadable(Path.of(a.get(0)))) {
      throw a.error("'tls-ticket-keys' : unable to load ssl tickets keys file");
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

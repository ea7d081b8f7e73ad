package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.generation.Keywords;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.stream.StreamKeys;
import io.jhaproxy.grammar.source.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections, inheritance, files and messages. */
class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void proxiesInheritTheLastOrTheNamedDefaults() {
    ConfigModel model =
        ConfigCheck.model(
            """
            defaults
              retries 1
              log global
            frontend a
              bind :1
            defaults one
              retries 2
              option httpclose
              default-server inter 7s weight 3
            backend b
              server x 127.0.0.1:1 weight 4
              default-server weight 5
              server y 127.0.0.1:2
            defaults two from one
              retries 3
            backend c
              no option httpclose
            backend d from one
              default option httpclose
            """
                .replace("two from one", "two"));
    assertThat(model.frontend("a").defaultsName()).isNull();
    assertThat(model.frontend("a").settings().list(LogKeys.TARGETS)).hasSize(1);
    assertThat(retries(model, "b")).isEqualTo(2);
    assertThat(retries(model, "c")).isEqualTo(3);
    assertThat(retries(model, "d")).isEqualTo(2);
    assertThat(model.backend("d").settings().get(HttpKeys.CONNECTION_MODE))
        .isEqualTo(ConnectionMode.CLOSE);
    List<ServerModel> servers = model.backend("b").settings().list(BackendKeys.SERVERS);
    assertThat(servers).extracting(s -> s.settings().get(ServerKeys.WEIGHT)).containsExactly(4, 5);
    assertThat(servers)
        .extracting(s -> s.settings().get(CheckKeys.INTER))
        .containsExactly(7000L, 7000L);
  }

  private static int retries(ConfigModel model, String name) {
    return model.backend(name).settings().get(BackendKeys.RETRIES).count();
  }

  @Test
  void globalSectionsAddUpAndSetenvTakesEffectAtOnce() {
    ConfigModel model =
        ConfigCheck.model(
            "global\n setenv PORT 8123\n maxconn 5\nglobal\n nbthread 2\n"
                + "listen a\n bind \"127.0.0.1:${PORT}\"\n");
    assertThat(model.global().get(GlobalKeys.MAXCONN)).isEqualTo(5);
    assertThat(model.global().get(GlobalKeys.NBTHREAD)).isEqualTo(2);
    Address.Inet address =
        (Address.Inet)
            model.proxies().get(0).settings().list(StreamKeys.BINDS).get(0).addresses().get(0);
    assertThat(address.port()).isEqualTo(8123);
  }

  @Test
  void severalFilesAndFolders() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(conf.resolve("20.cfg"), "backend b\n");
    Files.writeString(conf.resolve("10.cfg"), "defaults\n mode http\n");
    Files.writeString(conf.resolve("30.txt"), "nonsense\n");
    Path main = Files.writeString(folder.resolve("main"), "global\n maxconn 3\n");
    ConfigModel model =
        ConfigReader.read(List.of(main, conf), ConfigCheck.environment(), Keywords.registry());
    assertThat(model.hasErrors()).isFalse();
    assertThat(model.backend("b").mode()).isEqualTo(ProxyMode.HTTP);
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    List.of(Path.of("/nonexistent")),
                    ConfigCheck.environment(),
                    Keywords.registry()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "config : Cannot open configuration file/directory /nonexistent : No such file or"
                + " directory");
  }

  @Test
  void rulesAreKeptAsWords() {
    ConfigModel model =
        ConfigCheck.model(
            "listen a\n mode http\n bind :1\n acl x path /a\n http-request deny if x\n"
                + " use_backend a if x !x\n");
    Settings settings = model.proxies().get(0).settings();
    assertThat(settings.list(RuleKeys.ACLS).get(0).word(0)).isEqualTo("x");
    assertThat(settings.list(RuleKeys.HTTP_REQUEST).get(0).words()).hasSize(3);
    assertThat(settings.list(RuleKeys.USE_BACKEND).get(0).location().line()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "bindd :80          ~ unknown keyword 'bindd' in 'listen' section; did you mean 'bind'"
            + " maybe ? (column 2)",
        "option httplogg    ~ unknown option 'httplogg'; did you mean 'httplog' maybe ? (column 2)",
        "server s 1.1.1.1 chekc ~ unknown keyword 'chekc'; did you mean 'check' maybe ?"
            + " (column 19)",
      })
  void hintsAndColumns(String line, String expected) {
    ConfigModel model = ConfigCheck.model("listen a\n " + line.strip() + "\n");
    assertThat(Messages.text(model.diagnostics().get(0))).endsWith(expected.strip());
  }

  @Test
  void messagesLookLikeHaproxys() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Messages messages = new Messages(new PrintStream(bytes), 42, "2.6.12", "/usr/sbin/haproxy");
    messages.print(
        ConfigCheck.model("listen a\n foo\n").diagnostics(),
        io.jhaproxy.grammar.source.Severity.NOTICE);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo(
            """
            [NOTICE]   (42) : haproxy version is 2.6.12
            [NOTICE]   (42) : path to executable is /usr/sbin/haproxy
            [ALERT]    (42) : config : parsing [t.cfg:2] : unknown keyword 'foo' in 'listen' section (column 2)
            [ALERT]    (42) : config : Error(s) found in configuration file : t.cfg
            [ALERT]    (42) : config : Fatal errors found in configuration.
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void randomConfigurationsNeverThrow(int seed) {
    Random random = new Random(seed);
    List<String> words =
        List.of(
            "global",
            "listen",
            "defaults",
            "backend",
            "bind",
            "server",
            "option",
            "httpchk",
            "no",
            "stats",
            "tcp-check",
            "expect",
            "string",
            "!",
            "http-check",
            "send",
            "log",
            "global",
            "cookie",
            "a",
            "1.1.1.1:80",
            ":80-90",
            "fd@3",
            "[::1]:80",
            "-1",
            "5s",
            "99999999999",
            "timeout",
            "client",
            "balance",
            "uri",
            "len",
            "source",
            "capture",
            "request",
            "header",
            "\"\"",
            "errorfile",
            "503",
            "forwardfor",
            "hash-type",
            "connect",
            "port",
            "check",
            "inter",
            "weight",
            "tune.bufsize",
            "hdr",
            "name",
            "-m",
            "set-var(check.x)",
            "\\",
            "\n",
            "\n",
            "\n",
            "\n",
            "\n");
    for (int round = 0; round < 1500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      ConfigCheck.model(text.toString());
    }
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      ConfigCheck.model("listen a\n" + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}

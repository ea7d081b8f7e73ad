package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.config.ConfigMessage;
import io.jhaproxy.vrrp.config.ConfigReader;
import io.jhaproxy.vrrp.config.ConfigResult;
import io.jhaproxy.vrrp.daemon.SystemInterfaces;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code -t}: reads the configuration, prints what there is to say, and ends with its status. */
final class ConfigTest {
  private ConfigTest() {}

  static int run(Options options) {
    String target = options.taskArgument();
    try (PrintStream out =
        target.isEmpty()
            ? new PrintStream(System.err, false, StandardCharsets.UTF_8)
            : new PrintStream(target, StandardCharsets.UTF_8)) {
      // A missing file is told and yet no error, as in keepalived.
      if (!Files.isRegularFile(Path.of(options.file()))) {
        out.println("Config files missing '" + options.file() + "'.");
        return 0;
      }
      ConfigResult result =
          ConfigReader.read(
              Path.of(options.file()),
              options.configId(),
              options.allFilesMustExist(),
              SystemInterfaces.now());
      for (ConfigMessage message : result.messages()) {
        if (message.test() != ConfigMessage.Effect.START_ONLY) {
          out.println(message.text());
        }
      }
      out.flush();
      return result.configTestStatus();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }
}

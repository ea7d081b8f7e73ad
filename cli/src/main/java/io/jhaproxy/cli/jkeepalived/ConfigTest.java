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
      Path file = Path.of(options.file());
      if (Files.notExists(file) || Files.isDirectory(file)) {
        out.println("Config files missing '" + options.file() + "'.");
        return 0;
      }
      if (!Files.isReadable(file)) {
        out.println("Unable to read configuration file " + options.file());
        return ParentProcess.FATAL;
      }
      ConfigResult result =
          ConfigReader.read(
              file, options.configId(), options.allFilesMustExist(), SystemInterfaces.now());
      for (ConfigMessage message : result.messages()) {
        if (message.test() != ConfigMessage.Effect.START_ONLY) {
          out.println(message.text());
        }
      }
      out.flush();
      return result.configTestStatus();
    } catch (IOException e) {
      System.err.println(target + ": " + FileProblem.of(e));
      return 1;
    }
  }
}

package io.jhaproxy.vrrp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real files get keepalived's exit status of {@code -t} and its findings on the same lines. */
class CorpusIT {
  @Test
  void everyRealFileHasKeepalivedsVerdict() throws Exception {
    String shared = System.getProperty("shared", "");
    if (shared.isEmpty() || !"root".equals(System.getProperty("user.name"))) {
      System.out.println("SKIPPED: no -Dshared or not root, the collection of files is not there");
      Assumptions.abort("no files");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String program =
        java
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "
            + System.getProperty("java.class.path")
            + " "
            + CheckOnly.class.getName();
    Process process =
        new ProcessBuilder(
                Path.of(shared, "corpus", "compare").toString(),
                "-m",
                program,
                "keepalived",
                Path.of(shared, "corpus", "keepalived").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  /** What {@code jkeepalived -t -f FILE} does, without the program around it. */
  static final class CheckOnly {
    private CheckOnly() {}

    public static void main(String[] args) {
      ConfigResult result =
          ConfigReader.read(Path.of(args[args.length - 1]), null, false, InterfaceNames.ofSystem());
      result.messages().stream()
          .filter(m -> m.test() != ConfigMessage.Effect.START_ONLY)
          .forEach(m -> System.out.println(m.text()));
      System.exit(result.configTestStatus());
    }
  }
}

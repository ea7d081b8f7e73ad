package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator with a browser: logs in, sees the servers, takes one out, sees traffic leave it. */
class StatisticsPageIT {
  private static final String CONFIG =
      """
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      listen web
        bind 127.0.0.1:PORT
        balance roundrobin
        server one 127.0.0.1:FIRST
        server two 127.0.0.1:SECOND
      listen first
        bind 127.0.0.1:FIRST
        http-request return status 200 content-type text/plain string "one"
      listen second
        bind 127.0.0.1:SECOND
        http-request return status 200 content-type text/plain string "two"
      listen stats
        bind 127.0.0.1:PAGE
        stats enable
        stats uri /stats
        stats realm HAProxy\\ Statistics
        stats auth operator:secret
        stats admin if TRUE
      """;

  private final int port = Wait.freePort();
  private final int page = Wait.freePort();

  @TempDir Path folder;

  private Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      String answer = Wait.get(port, "/");
      answers.add(answer.substring(answer.lastIndexOf('\n') + 1));
    }
    return answers;
  }

  @Test
  void theLivePageFollows() throws IOException, InterruptedException {
    Path file = write();
    Path profile = Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath();
    try (Running running = Program.jhaproxy().start("-f", file.toString());
        Browser browser = new Browser(profile)) {
      Wait.until(running::err, () -> Wait.listens(page));
      browser.open("http://operator:secret@127.0.0.1:" + page + "/stats");
      Wait.until(browser::text, () -> browser.text().contains("Statistics Report for pid"));
      browser.open("http://127.0.0.1:" + page + "/stats;live");
      Wait.until(browser::text, () -> browser.text().contains("web backend"));
      assertThat(browser.text()).contains("one", "no check");

      browser.evaluate(
          "(() => { fetch('/stats', {method: 'POST', headers: {'Content-Type':"
              + " 'application/x-www-form-urlencoded'}, body: 's=one&b=web&action=maint'});"
              + " return 'sent'; })()");
      Wait.until(browser::text, () -> browser.text().contains("web/one: no check to MAINT"));
    }
  }

  private Path write() throws IOException {
    Path file = folder.resolve("a.cfg");
    Files.writeString(
        file,
        CONFIG
            .replace("PORT", "" + port)
            .replace("PAGE", "" + page)
            .replace("FIRST", "" + Wait.freePort())
            .replace("SECOND", "" + Wait.freePort()));
    return file;
  }

  @Test
  void aServerIsPutInMaintenanceAndBack() throws IOException, InterruptedException {
    Path file = write();
    // Below target/, since the browser's last writes may come after its end.
    Path profile = Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath();
    try (Running running = Program.jhaproxy().start("-f", file.toString());
        Browser browser = new Browser(profile)) {
      Wait.until(running::err, () -> Wait.listens(page));
      assertThat(answers()).containsExactly("one", "two");
      assertThat(Wait.get(page, "/stats")).contains(" 401 ").contains("HAProxy Statistics");

      browser.open("http://operator:secret@127.0.0.1:" + page + "/stats");
      Wait.until(browser::text, () -> browser.text().contains("Statistics Report for pid"));
      assertThat(browser.text()).contains("web").contains("one").contains("two");

      choose(browser, "one", "maint");
      Wait.until(browser::text, () -> row(browser, "one").contains("MAINT"));
      assertThat(answers()).containsExactly("two");

      choose(browser, "one", "ready");
      Wait.until(browser::text, () -> row(browser, "one").contains("no check"));
      assertThat(answers()).containsExactly("one", "two");
    }
  }

  /** What the page shows about a server of the proxy web; empty while it loads. */
  private static String row(Browser browser, String server) {
    return browser.evaluate(
        "(document.querySelector('input[name=s][value=%s]')?.closest('tr').innerText ?? '')"
            .formatted(server));
  }

  /** Ticks a server of the proxy web, chooses an action and presses the button. */
  private static void choose(Browser browser, String server, String action) {
    String done =
        browser.evaluate(
            """
            (() => {
              const box = document.querySelector('input[name="s"][value="%s"]');
              const form = box.form;
              box.checked = true;
              form.querySelector('select[name="action"]').value = '%s';
              form.querySelector('input[type="submit"]').click();
              return 'sent';
            })()
            """
                .formatted(server, action));
    assertThat(done).isEqualTo("sent");
  }
}

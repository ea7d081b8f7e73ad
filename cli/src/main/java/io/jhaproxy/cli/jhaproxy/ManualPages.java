package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.ManualPage;
import io.jhaproxy.core.generation.KeywordReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the pages jhaproxy(1), jhaproxy(8), jkeepalived(8) and jhaproxy.cfg(5) when the packages
 * are built: options from the programs' own usage texts, keywords from the registry.
 */
public final class ManualPages {
  private static final String SOURCE = "jhaproxy " + ProgramText.VERSION;

  private ManualPages() {}

  /** Writes them into a folder with the folders man1, man5 and man8. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder, 1, "jhaproxy", jhaproxy());
    write(folder, 8, "jhaproxy", ".so man1/jhaproxy.1\n");
    write(folder, 8, "jkeepalived", jkeepalived());
    write(folder, 5, "jhaproxy.cfg", configuration());
  }

  private static void write(Path folder, int section, String name, String text) throws IOException {
    Path place = Files.createDirectories(folder.resolve("man" + section));
    Files.writeString(place.resolve(name + "." + section), text, StandardCharsets.UTF_8);
  }

  static String jhaproxy() {
    List<String> usage =
        ProgramText.usage().lines().dropWhile(l -> !l.startsWith("Usage")).toList();
    ManualPage page =
        new ManualPage("jhaproxy", 1, ProgramText.DATE, SOURCE, "TCP and HTTP load balancer");
    page.section("SYNOPSIS").paragraph(usage.get(0).replace("Usage: ", ""));
    page.section("DESCRIPTION")
        .paragraph(
            "Replaces HAProxy 2.6: the same configuration files, options, signals and sockets.")
        .paragraph("What differs is told in /usr/share/doc/jhaproxy/compatibility.md.");
    page.section("OPTIONS").options(usage.subList(1, usage.size()));
    page.section("SIGNALS")
        .entry("TERM", "Ends at once, by the signal itself; with -W with status 0.")
        .entry("INT", "Ends at once with status 0; with -W with status 130.")
        .entry("USR1", "Ends when the last client has left; see grace and hard-stop-after.")
        .entry("USR2", "With -W: reads the configuration again.")
        .entry("HUP", "With -W: as USR2. Without: prints the state of all servers.")
        .entry("TTOU, TTIN", "Pauses all frontends; lets them go on.")
        .entry("QUIT", "Prints the state of all threads.");
    page.section("EXIT STATUS")
        .entry("0", "The configuration is valid; or the process ended as it was told.")
        .entry("1", "The configuration has errors, or the process could not start.")
        .entry("2", "The configuration is valid, but there is nothing to listen on.");
    files(page, "/etc/haproxy/haproxy.cfg", "The configuration of the init script and the unit.")
        .entry("/etc/default/jhaproxy", "Their settings.")
        .entry("/run/haproxy.pid", "Their pid file.");
    return page.section("SEE ALSO").paragraph("jhaproxy.cfg(5), jkeepalived(8)").toString();
  }

  private static String jkeepalived() {
    List<String> help = io.jhaproxy.cli.jkeepalived.Main.helpLines();
    ManualPage page = new ManualPage("jkeepalived", 8, ProgramText.DATE, SOURCE, "VRRP daemon");
    page.section("SYNOPSIS").paragraph("jkeepalived [OPTION]...");
    page.section("DESCRIPTION")
        .paragraph("Replaces the VRRP of keepalived 2.2.7 with its own configuration file.")
        .paragraph("What differs is told in /usr/share/doc/jhaproxy/compatibility.md.");
    page.section("OPTIONS").options(help.stream().filter(line -> line.startsWith(" ")).toList());
    page.section("SIGNALS")
        .entry("HUP", "Reads the configuration again; what is newly wrong is refused as a whole.")
        .entry("TERM, INT", "Gives the addresses up and ends.")
        .entry("USR1", "Writes the state of all instances to /tmp/keepalived.data.")
        .entry("USR2", "Writes the statistics to /tmp/keepalived.stats.");
    page.section("EXIT STATUS")
        .entry("0", "With -t: the configuration has no errors.")
        .entry("other", "As keepalived(8): with -t 3, 4 or 5 by what is wrong.");
    files(page, "/etc/keepalived/keepalived.conf", "The configuration.")
        .entry("/etc/default/keepalived", "Options of the init script and the unit.")
        .entry("/run/keepalived.pid", "The pid file.");
    return page.section("SEE ALSO").paragraph("jhaproxy(1), keepalived.conf(5)").toString();
  }

  private static ManualPage files(ManualPage page, String file, String what) {
    return page.section("FILES").entry(file, what);
  }

  /** The registry's page in Markdown, with its tables as entries. */
  private static String configuration() {
    ManualPage page =
        new ManualPage(
            "jhaproxy.cfg", 5, ProgramText.DATE, SOURCE, "keywords of jhaproxy's configuration");
    page.section("DESCRIPTION")
        .paragraph("The language is that of HAProxy 2.6, whose manual describes each keyword.")
        .paragraph(
            "Here stands which keyword does what that manual says (works), has nothing to do here"
                + " (no effect), or is not there yet; the versions that have it; and the reason.");
    boolean inTable = false;
    for (String line : new KeywordReference().markdown().lines().toList()) {
      if (line.startsWith("## ")) {
        page.section(line.substring(3));
      } else if (line.startsWith("| ---")) {
        inTable = true;
      } else if (!line.startsWith("|")) {
        inTable = false;
      } else if (inTable) {
        row(page, line);
      }
    }
    return page.section("SEE ALSO").paragraph("jhaproxy(1)").toString();
  }

  private static void row(ManualPage page, String line) {
    String[] cells = line.replace("\\|", "\u0000").split("\\|", -1);
    String term = cells[1].strip().replace("`", "").replace('\u0000', '|');
    StringBuilder words = new StringBuilder(cells[2].strip());
    String[] before = {"since ", "until ", ""};
    for (int i = 3; i < cells.length - 1; i++) {
      String cell = cells[i].strip().replace("`", "").replace('\u0000', '|');
      if (!cell.isEmpty()) {
        words.append("; ").append(i - 3 < before.length ? before[i - 3] : "").append(cell);
      }
    }
    page.entry(term, words.toString());
  }
}

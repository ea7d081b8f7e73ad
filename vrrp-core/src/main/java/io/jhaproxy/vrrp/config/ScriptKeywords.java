package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** {@code vrrp_script}. */
final class ScriptKeywords {
  static final String BLOCK = "vrrp_script";
  private static final int MAX_WEIGHT = 253;

  /** Greatest number of seconds in 32 bits of microseconds. */
  private static final int MAX_SECONDS = 4294;

  private ScriptKeywords() {}

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.VRRP)
        .block(BLOCK, "NAME { }", BLOCK, ScriptKeywords::start, ScriptKeywords::end);
    registry
        .block(BLOCK)
        .works("script", "\"CMD ARGS\"", on(ScriptKeywords::script))
        .works("interval", "SECS", on(ScriptKeywords::interval))
        .works("timeout", "SECS", on(ScriptKeywords::timeout))
        .works("weight", "-253..253 [reverse]", on(ScriptKeywords::weight))
        .works("rise", "N", on((line, s) -> s.rise = count(line, s)))
        .works("fall", "N", on((line, s) -> s.fall = count(line, s)))
        .works("user", "USER [GROUP]", on(ScriptKeywords::user))
        .works("init_fail", "-", on((line, s) -> s.initFail = true));
  }

  private static Keyword.Reader on(BiConsumer<Line, ScriptDraft> reader) {
    return line -> {
      List<ScriptDraft> scripts = line.draft().scripts;
      reader.accept(line, scripts.get(scripts.size() - 1));
    };
  }

  private static void start(Line line) {
    String name = line.required(1);
    ConfigDraft draft = line.draft();
    if (draft.script(name) != null) {
      draft.messages().atStart("vrrp_script " + name + " is defined twice; the first one counts");
      line.skipBlock();
      return;
    }
    draft.scripts.add(new ScriptDraft(name));
  }

  private static void end(Line line) {
    List<ScriptDraft> scripts = line.draft().scripts;
    ScriptDraft script = scripts.get(scripts.size() - 1);
    Command command = script.command;
    if (command == null || command.text().isBlank()) {
      line.error("No script set for vrrp_script " + script.name + " - removing");
      scripts.remove(script);
    }
  }

  private static void script(Line line, ScriptDraft script) {
    line.required(1);
    Command command = CommandText.read(line);
    script.command = command;
  }

  private static void interval(Line line, ScriptDraft script) {
    OptionalInt seconds = line.number(1, 0, MAX_SECONDS);
    if (seconds.isEmpty()) {
      line.error(
          "("
              + script.name
              + "): vrrp script interval '"
              + line.word(1)
              + "' must be between 1 and 4294 - ignoring");
      return;
    }
    if (seconds.getAsInt() == 0) {
      line.error(
          "(" + script.name + "): vrrp script interval must be greater than 0, setting to 1");
    }
    script.interval = Duration.ofSeconds(Math.max(1, seconds.getAsInt()));
  }

  private static void timeout(Line line, ScriptDraft script) {
    OptionalInt seconds = line.number(1, 0, MAX_SECONDS);
    if (seconds.isEmpty()) {
      line.error(
          "(" + script.name + "): vrrp script timeout '" + line.word(1) + "' invalid - ignoring");
      return;
    }
    if (seconds.getAsInt() == 0) {
      line.error("(" + script.name + "): vrrp script timeout must be greater than 0, setting to 1");
    }
    script.timeout = Duration.ofSeconds(Math.max(1, seconds.getAsInt()));
  }

  private static void weight(Line line, ScriptDraft script) {
    OptionalInt weight = line.number(1, -MAX_WEIGHT, MAX_WEIGHT);
    if (weight.isEmpty()) {
      line.error(
          "vrrp_script " + script.name + " weight " + line.word(1) + " must be in [-253, 253]");
      return;
    }
    script.weight = weight.getAsInt();
    if (line.size() > 2) {
      if (line.word(2).equals("reverse")) {
        script.reverse = true;
      } else {
        line.error("vrrp_script " + script.name + " unknown weight option " + line.word(2));
      }
    }
  }

  private static int count(Line line, ScriptDraft script) {
    OptionalLong count = line.number(1, 1L, Integer.MAX_VALUE);
    if (count.isEmpty()) {
      line.error(
          "("
              + script.name
              + "): vrrp script "
              + line.keyword()
              + " value '"
              + line.word(1)
              + "' invalid, defaulting to 1");
      return 1;
    }
    return (int) count.getAsLong();
  }

  private static void user(Line line, ScriptDraft script) {
    String user = line.required(1);
    Accounts accounts = line.draft().accounts();
    boolean known = accounts.user(user) && (line.size() < 3 || accounts.group(line.word(2)));
    if (!known) {
      Command command = script.command;
      List<String> words = command == null ? List.of("") : command.words();
      StringBuilder quoted = new StringBuilder();
      words.forEach(word -> quoted.append(" '").append(word).append("'"));
      line.error("Unable to set uid/gid for script" + quoted);
      return;
    }
    script.user = user;
    script.group = line.size() > 2 ? line.word(2) : null;
  }
}

package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** {@code userlist} sections (manual 3.4). */
public final class UserlistKeywords implements KeywordSet {
  private static final ListKey<String> USERS = ListKey.own("user");
  private static final ListKey<String> GROUPS = ListKey.own("group");

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("group").in(SectionKind.USERLIST).args(0, -1).parses(UserlistKeywords::group));
    registry.add(
        Keyword.of("user").in(SectionKind.USERLIST).args(0, -1).parses(UserlistKeywords::user));
    registry.add(UserlistKeywords::check);
  }

  private static void group(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw ArgumentForms.closeError(a, "'group' expects <name> as arguments.");
    }
    if (d.list(GROUPS).contains(a.get(0))) {
      a.report(a.closeWarning(duplicate("group", a, d)));
      return;
    }
    if (a.size() > 1 && !a.get(1).equals("users")) {
      throw ArgumentForms.closeError(a, "'group' only supports 'users' option.");
    }
    d.add(GROUPS, a.get(0));
  }

  private static void user(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw ArgumentForms.closeError(a, "'user' expects <name> as arguments.");
    }
    if (d.list(USERS).contains(a.get(0))) {
      a.report(a.closeWarning(duplicate("user", a, d)));
      return;
    }
    for (int i = 1; i < a.size(); i += 2) {
      if (!Set.of("password", "insecure-password", "groups").contains(a.get(i))) {
        throw ArgumentForms.closeError(
            a, "'user' only supports 'password', 'insecure-password' and 'groups' options.");
      }
    }
    d.add(USERS, a.get(0));
  }

  private static String duplicate(String what, Arguments a, SectionDraft d) {
    return "ignoring duplicated " + what + " '" + a.get(0) + "' in userlist '" + d.name() + "'.";
  }

  /** Users of groups and groups of users exist. */
  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (section.kind() != SectionKind.USERLIST) {
      return;
    }
    Set<String> users = new HashSet<>(section.settings().list(USERS));
    Set<String> groups = new HashSet<>(section.settings().list(GROUPS));
    for (Statement line : section.source().statements()) {
      boolean group = line.word(0).equals("group");
      for (int i = 2; i + 1 < line.size(); i += 2) {
        if (!line.word(i).equals(group ? "users" : "groups")) {
          continue;
        }
        for (String name : line.word(i + 1).split(",")) {
          if (!(group ? users : groups).contains(name)) {
            String text =
                group
                    ? "': no such user '" + name + "' specified in group '"
                    : "': no such group '" + name + "' specified in user '";
            diagnostics.accept(
                new Diagnostic(
                    Severity.ALERT,
                    line.location().wholeLine(),
                    "config : userlist '" + section.name() + text + line.word(1) + "'"));
          }
        }
      }
    }
  }
}

package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.sample.Userlist;
import io.jhaproxy.grammar.haproxy.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads {@code userlist} sections (manual 3.4). */
final class UserlistCompiler {
  private UserlistCompiler() {}

  static Userlist compile(ExtraSection section) {
    Map<String, Set<String>> groups = new HashMap<>();
    for (Statement statement : section.source().statements()) {
      if (statement.word(0).equals("group") && statement.word(2).equals("users")) {
        for (String user : statement.word(3).split(",", -1)) {
          groups.computeIfAbsent(user, key -> new HashSet<>()).add(statement.word(1));
        }
      }
    }
    Map<String, Userlist.User> users = new HashMap<>();
    for (Statement statement : section.source().statements()) {
      if (statement.word(0).equals("user")) {
        Set<String> memberOf = new HashSet<>(groups.getOrDefault(statement.word(1), Set.of()));
        String password = "";
        boolean hashed = false;
        for (int i = 2; i + 1 < statement.size(); i += 2) {
          if (statement.word(i).endsWith("password")) {
            password = statement.word(i + 1);
            hashed = statement.word(i).equals("password");
          } else if (statement.word(i).equals("groups")) {
            memberOf.addAll(Set.of(statement.word(i + 1).split(",", -1)));
          }
        }
        users.put(statement.word(1), new Userlist.User(password, hashed, memberOf));
      }
    }
    Userlist list = new Userlist(users);
    return list.hasHashes() ? new Userlist(users, SystemCrypt.load()) : list;
  }
}

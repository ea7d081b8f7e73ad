package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.grammar.source.Location;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name that an expression uses and that may be declared later in the files.
 *
 * @param kind what it names
 * @param name the name; {@code backend/server} for a server, {@code section/status} for ERRORS
 * @param keyword the fetch that takes it, as far as the line tells
 * @param acl whether the line is an {@code acl} line or the name stands in a condition
 * @param location the line
 * @param table how a stick table is used; null for other kinds
 */
public record NameReference(
    Kind kind,
    String name,
    String keyword,
    boolean acl,
    Location location,
    @Nullable TableUse table) {
  /** What can be named. */
  public enum Kind {
    BACKEND,
    FRONTEND,
    SERVER,
    USERLIST,
    /** A stick table in an expression or an action. */
    TABLE,
    /** An http-errors section; the name is {@code section/status}. */
    ERRORS
  }

  static NameReference of(Kind kind, String name, Arguments line) {
    String keyword = "";
    boolean acl = line.keyword().equals("acl");
    for (String word : line.texts(0)) {
      acl |= word.equals("if") || word.equals("unless");
      int open = word.indexOf('(');
      if (open > 0 && word.startsWith(name, open + 1)) {
        int start = open;
        while (start > 0 && isNamePart(word.charAt(start - 1))) {
          start--;
        }
        keyword = word.substring(start, open);
        break;
      }
    }
    return new NameReference(kind, name, keyword, acl, line.location(), null);
  }

  static NameReference of(String name, TableUse use, Arguments line) {
    boolean acl = line.keyword().equals("acl") || TableUse.standsAlone(line);
    for (String word : line.texts(0)) {
      acl |= word.equals("if") || word.equals("unless");
      if (word.contains(use.keyword())) {
        break;
      }
    }
    TableUse placed = use.in(line, acl);
    return new NameReference(
        Kind.TABLE, name, use.keyword(), acl, line.location().wholeLine(), placed);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  /** HAProxy's complaint where the name is not declared. */
  public String complaint(String proxyName) {
    TableUse use = table;
    if (use != null) {
      return use.complaint(name, acl, proxyName);
    }
    int slash = name.indexOf('/');
    String user =
        "in arg 1 of "
            + (acl ? "ACL keyword '" : "sample fetch keyword '")
            + keyword
            + "' in proxy '"
            + proxyName
            + "'.";
    if (kind == Kind.SERVER) {
      return "unable to find server '"
          + name.substring(slash + 1)
          + "' in proxy '"
          + name.substring(0, slash)
          + "', referenced "
          + user;
    }
    return "unable to find "
        + kind.name().toLowerCase(Locale.ROOT)
        + " '"
        + name
        + "' referenced "
        + user;
  }
}

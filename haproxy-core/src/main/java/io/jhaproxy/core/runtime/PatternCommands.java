package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.user;

import io.jhaproxy.core.acl.Match;
import io.jhaproxy.core.acl.PatternEntry;
import io.jhaproxy.core.acl.PatternReference;
import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Commands about maps and the patterns of ACLs, which rules and commands change alike. */
final class PatternCommands {
  private final boolean map;
  private final String kind;

  private PatternCommands(boolean map) {
    this.map = map;
    this.kind = map ? "map" : "acl";
  }

  /** The commands. */
  static List<Command> list() {
    List<Command> all = new ArrayList<>(new PatternCommands(false).acl());
    all.addAll(new PatternCommands(true).map());
    return all;
  }

  private List<Command> acl() {
    List<Command> all = new ArrayList<>(both());
    all.add(
        user(
            "show acl",
            "show acl [@<ver>] <acl>]",
            "ACLs with patterns, or those of one",
            this::show));
    all.add(user("add acl", "add acl [@<ver>] <acl> <pattern>", "add a pattern", this::add));
    all.add(user("del acl", "del acl <acl> [<key>|#<ref>]", "remove patterns", this::delete));
    all.add(user("get acl", "get acl <acl> <value>", "what a value matches", this::get));
    return all;
  }

  private List<Command> map() {
    List<Command> all = new ArrayList<>(both());
    all.add(user("show map", "show map [@ver] [map]", "maps, or the entries of one", this::show));
    all.add(
        user(
            "add map",
            "add map [@<ver>] <map> <key> <val>",
            "add an entry, or those of the payload",
            this::add));
    all.add(user("del map", "del map <map> [<key>|#<ref>]", "remove entries", this::delete));
    all.add(user("set map", "set map <map> [<key>|#<ref>] <value>", "change entries", this::set));
    all.add(user("get map", "get map <acl> <value>", "what a value is mapped to", this::get));
    return all;
  }

  private List<Command> both() {
    return List.of(
        user(
            "clear " + kind,
            "clear " + kind + " [@<ver>] <" + kind + ">",
            "remove all entries of a version",
            this::clear),
        user(
            "prepare " + kind,
            "prepare " + kind + " <acl>",
            "a new version, to be filled and committed",
            this::prepare),
        user(
            "commit " + kind,
            "commit " + kind + " @<ver> <" + kind + ">",
            "make a version the one that counts",
            this::commit));
  }

  private String name() {
    return map ? "map" : "ACL";
  }

  /**
   * A reference by number or file.
   *
   * @param anyKind whether the other kind is found too
   */
  private PatternReference find(Call call, String word, boolean anyKind) throws RefusedException {
    PatternReferences references = call.view().patterns();
    PatternReference found;
    if (word.startsWith("#")) {
      boolean number = Numbers.isWhole(word.substring(1));
      found = number ? references.byId(Numbers.leading(word.substring(1))) : null;
    } else {
      references.all();
      found = references.byName(word);
    }
    if (found == null || (!anyKind && found.isMap() != map)) {
      throw new RefusedException("Unknown " + name() + " identifier. Please use #<id> or <file>.");
    }
    return found;
  }

  private static boolean isVersion(Call call) {
    return call.word(2).startsWith("@");
  }

  private static int version(Call call) {
    return Numbers.leading(call.word(2).substring(1));
  }

  private void show(Call call) throws RefusedException {
    boolean versioned = isVersion(call);
    String word = call.word(versioned ? 3 : 2);
    if (word.isEmpty() && !versioned) {
      call.print("# id (file) description\n");
      for (PatternReference each : call.view().patterns().all()) {
        if (each.isMap() == map) {
          call.print(line(each));
        }
      }
      return;
    }
    PatternReference found = find(call, word, false);
    for (PatternEntry entry : found.entries(versioned ? version(call) : found.version())) {
      String value = entry.value();
      call.print(id(entry) + " " + entry.key() + (map && value != null ? " " + value : "") + "\n");
    }
  }

  private static String line(PatternReference each) {
    return each.id()
        + " ("
        + each.name()
        + ") "
        + each.description()
        + ". curr_ver="
        + each.version()
        + " next_ver="
        + each.nextVersion()
        + " entry_cnt="
        + each.entryCount()
        + "\n";
  }

  private static String id(PatternEntry entry) {
    return "0x" + Long.toHexString(entry.id());
  }

  private static @Nullable PatternEntry entry(PatternReference reference, String word) {
    try {
      return reference.entry(Long.decode(word.substring(1)));
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private void get(Call call) throws RefusedException {
    if (call.word(2).isEmpty() || call.word(3).isEmpty()) {
      throw new RefusedException("Missing " + name() + " identifier and/or key.");
    }
    PatternReference reference = find(call, call.word(2), false);
    for (PatternReference.Found found : reference.find(call.word(3), new Scratch())) {
      call.print(line(reference, found));
    }
  }

  private String line(PatternReference reference, PatternReference.Found found) {
    StringBuilder text = new StringBuilder("type=").append(found.match().word());
    text.append(", case=").append(found.ignoreCase() ? "insensitive" : "sensitive");
    PatternEntry entry = found.entry();
    text.append(map ? ", found=" : ", match=").append(entry == null ? "no" : "yes");
    if (entry != null) {
      // Texts are arranged for lookups only where case counts.
      boolean tree = found.inTree() && (!found.ignoreCase() || found.match() == Match.IP);
      text.append(", idx=").append(tree ? "tree" : "list");
      text.append(map ? ", key=\"" : ", pattern=\"").append(entry.key()).append('"');
      String value = entry.value();
      if (map && value != null) {
        text.append(", value=\"").append(value).append("\", type=\"").append(reference.valueType());
        text.append('"');
      }
    }
    return text.append('\n').toString();
  }

  private void add(Call call) throws RefusedException {
    int at = isVersion(call) ? 3 : 2;
    String key = call.word(at + 1);
    String payload = map ? call.payload() : null;
    boolean complete = map ? !call.word(at + 2).isEmpty() : !key.isEmpty();
    if (call.word(at).isEmpty() || (!complete && !(payload != null && key.isEmpty()))) {
      throw new RefusedException(
          map
              ? "'add map' expects three parameters (map identifier, key and value) or one"
                  + " parameter (map identifier) and a payload"
              : "'add acl' expects two parameters: ACL identifier and pattern.");
    }
    PatternReference reference = find(call, call.word(at), true);
    if (!map && reference.isMap()) {
      throw new RefusedException(
          "This ACL is shared with a map containing samples. You must use the command 'add map'"
              + " to add values.");
    }
    int version = isVersion(call) ? version(call) : reference.version();
    if (version > reference.nextVersion()) {
      throw new RefusedException(
          "Version number in the future, please use 'prepare " + kind + "' before.");
    }
    if (complete) {
      add(reference, key, map ? call.word(at + 2) : null, version);
    } else if (payload != null) {
      addLines(reference, payload, version);
    }
  }

  private static void addLines(PatternReference reference, String payload, int version)
      throws RefusedException {
    for (String line : payload.split("\n")) {
      String text = line.strip();
      int end = 0;
      while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
        end++;
      }
      if (end == text.length()) {
        throw new RefusedException("Missing value for key '" + text + "'.");
      }
      add(reference, text.substring(0, end), text.substring(end).strip(), version);
    }
  }

  private static void add(
      PatternReference reference, String key, @Nullable String value, int version)
      throws RefusedException {
    try {
      reference.add(key, reference.isMap() ? value : null, version);
    } catch (ExpressionException wrong) {
      throw new RefusedException(sentence(wrong));
    }
  }

  private static String sentence(ExpressionException wrong) {
    String text = String.valueOf(wrong.getMessage());
    return text.endsWith(".") ? text : text + ".";
  }

  private void set(Call call) throws RefusedException {
    if (call.word(2).isEmpty() || call.word(3).isEmpty() || call.word(4).isEmpty()) {
      throw new RefusedException(
          "'set map' expects three parameters: map identifier, key and value.");
    }
    PatternReference reference = find(call, call.word(2), true);
    if (!reference.isMap()) {
      return;
    }
    String key = call.word(3);
    try {
      if (key.toLowerCase(Locale.ROOT).startsWith("#0x")) {
        PatternEntry entry = entry(reference, key);
        if (entry == null) {
          throw new RefusedException("key or pattern not found.");
        }
        reference.set(entry, call.word(4));
      } else if (reference.set(key, call.word(4)) == 0) {
        throw new RefusedException("entry not found.");
      }
    } catch (ExpressionException wrong) {
      throw new RefusedException(sentence(wrong));
    }
  }

  private void delete(Call call) throws RefusedException {
    String key = call.word(3);
    if (call.word(2).isEmpty() || key.isEmpty()) {
      throw new RefusedException(
          "This command expects two parameters: " + name() + " identifier and key.");
    }
    PatternReference reference = find(call, call.word(2), true);
    PatternEntry entry = key.startsWith("#0x") ? entry(reference, key) : null;
    if (entry != null) {
      reference.delete(entry);
    } else if (reference.delete(key) == 0) {
      throw new RefusedException("Key not found.");
    }
  }

  private void clear(Call call) throws RefusedException {
    boolean versioned = isVersion(call);
    String word = call.word(versioned ? 3 : 2);
    if (word.isEmpty()) {
      throw new RefusedException("Missing " + name() + " identifier.");
    }
    PatternReference reference = find(call, word, false);
    reference.clear(versioned ? version(call) : reference.version());
  }

  private void prepare(Call call) throws RefusedException {
    PatternReference reference = find(call, call.word(2), false);
    call.print("New version created: " + reference.prepare() + "\n");
  }

  private void commit(Call call) throws RefusedException {
    if (!isVersion(call)) {
      throw new RefusedException("Missing version number.");
    }
    if (call.word(3).isEmpty()) {
      throw new RefusedException("Missing " + name() + " identifier.");
    }
    if (!find(call, call.word(3), false).commit(version(call))) {
      throw new RefusedException("Version number out of range.");
    }
  }
}

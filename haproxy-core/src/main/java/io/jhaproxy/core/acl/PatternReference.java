package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one file, or of one ACL line, that all who name it have in common and that may be
 * changed while traffic flows: by {@code set-map} and its like and by the runtime API (manual 9.3
 * of the management guide, "show map", "prepare map"). Changes exclude each other; lookups, by way
 * of the indexes, never wait.
 *
 * <p>Entries belong to a version. Those of the current one match; others wait for {@link #commit}.
 */
public final class PatternReference {
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** An odd number that spreads hashes over 64 bits. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final String name;
  private final boolean map;
  private final Set<String> users = new LinkedHashSet<>();
  private final Set<MapOutput> outputs = EnumSet.noneOf(MapOutput.class);
  private final Map<PatternIndex.Kind, PatternIndex> indexes = new LinkedHashMap<>();
  private final List<PatternEntry> entries = new ArrayList<>();
  private @Nullable Map<String, List<PatternEntry>> byKey;
  private long origin;
  private int id = -1;
  private int current;
  private int next;
  private long loaded;

  /** Whether it is not as the file or the line says any more. */
  private boolean changed;

  /** How many of the entries are gone: they leave the list together. */
  private int gone;

  /**
   * Creates it without entries.
   *
   * @param name the file, as the configuration names it; empty for an ACL line
   * @param map whether entries have values
   */
  PatternReference(String name, boolean map) {
    this.name = name;
    this.map = map;
  }

  // -- what it is

  /** The file as the configuration names it, or the empty string for the patterns of a line. */
  public String name() {
    return name;
  }

  /** True if entries have values: lookups of maps use it, perhaps those of ACLs too. */
  public boolean isMap() {
    return map;
  }

  /** Its number, which {@code -u} may have set. */
  public synchronized int id() {
    return id;
  }

  synchronized void id(int number) {
    id = number;
  }

  /** What {@code show acl} and {@code show map} say about its origin. */
  public synchronized String description() {
    String used = String.join(", ", users);
    return name.isEmpty() ? used : "pattern loaded from file '" + name + "' used " + used;
  }

  synchronized void usedBy(String user) {
    users.add(user);
  }

  /** The type of values in answers of the runtime API: that of the first use as a map. */
  public synchronized String valueType() {
    for (MapOutput output : outputs) {
      switch (output) {
        case INTEGER -> {
          return "sint";
        }
        case ADDRESS -> {
          return "addr";
        }
        case TEXT, REPLACEMENT -> {}
      }
    }
    return "str";
  }

  /** The version that matches, {@code curr_ver}. */
  public synchronized int version() {
    return current;
  }

  /** The last version handed out, {@code next_ver}. */
  public synchronized int nextVersion() {
    return next;
  }

  /** Patterns that were ever arranged for lookups, as {@code entry_cnt} counts. */
  public synchronized long entryCount() {
    return loaded;
  }

  /** The entries of a version in order. */
  public synchronized List<PatternEntry> entries(int version) {
    List<PatternEntry> found = new ArrayList<>(entries.size());
    for (PatternEntry entry : entries) {
      if (entry.version() == version && !entry.isGone()) {
        found.add(entry);
      }
    }
    return List.copyOf(found);
  }

  /** The entry of that number, or null. */
  public synchronized @Nullable PatternEntry entry(long number) {
    return entries.stream()
        .filter(entry -> entry.id() == number && !entry.isGone())
        .findFirst()
        .orElse(null);
  }

  // -- building

  /** Adds what a file or a line declares; only before the first {@link #index}. */
  synchronized void load(int line, String key, @Nullable String value) throws ExpressionException {
    PatternEntry entry = new PatternEntry(NUMBERS.incrementAndGet(), line, key, 0);
    if (value != null) {
      entry.value(value, outputs);
    }
    entries.add(entry);
    origin = (origin * MIX + key.hashCode()) * MIX + Objects.hashCode(value);
  }

  /** Whether the file or the line had the same entries when it was read. */
  synchronized boolean isLike(PatternReference other) {
    return map == other.map && name.equals(other.name) && origin == other.origin;
  }

  /** What it is now, for another process; null while it is as the file or the line says. */
  synchronized @Nullable PatternMemory memory(String key) {
    if (!changed) {
      return null;
    }
    List<String> keys = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    for (PatternEntry entry : entries(current)) {
      keys.add(entry.key());
      values.add(entry.value());
    }
    return new PatternMemory(key, map, origin, keys, values);
  }

  /** Goes on with what it was in another process if that read the same file or line. */
  synchronized void recall(PatternMemory memory) throws ExpressionException {
    if (memory.map() == map && memory.origin() == origin) {
      recall(memory.keys(), memory.values());
    }
  }

  /** Lets the current version be these entries, unless it is. */
  synchronized void recall(List<String> keys, List<@Nullable String> values)
      throws ExpressionException {
    PatternMemory now = new PatternMemory("", map, origin, new ArrayList<>(), new ArrayList<>());
    for (PatternEntry entry : entries(current)) {
      now.keys().add(entry.key());
      now.values().add(entry.value());
    }
    if (now.keys().equals(keys) && now.values().equals(values)) {
      return;
    }
    int version = prepare();
    try {
      for (int i = 0; i < keys.size(); i++) {
        add(keys.get(i), values.get(i), version);
      }
    } catch (ExpressionException refused) {
      clear(version);
      throw refused;
    }
    commit(version);
  }

  /** Goes on in place of a reference that was just read, with its users and its number. */
  synchronized void replace(PatternReference fresh) {
    users.clear();
    users.addAll(fresh.users);
    id = fresh.id;
  }

  /** The entries arranged for a way of comparing; the same one for all who compare so. */
  synchronized PatternIndex index(PatternIndex.Kind kind) throws ExpressionException {
    PatternIndex known = indexes.get(kind);
    if (known == null) {
      List<PatternEntry> matching = entries(current);
      try {
        known = new PatternIndex(kind, matching);
      } catch (ExpressionException e) {
        throw located(kind, matching, e);
      }
      loaded += matching.size();
      indexes.put(kind, known);
    }
    return known;
  }

  /** The error with the line of the file that has the pattern. */
  private ExpressionException located(
      PatternIndex.Kind kind, List<PatternEntry> matching, ExpressionException e)
      throws ExpressionException {
    PatternIndex checker = new PatternIndex(kind, List.of());
    for (PatternEntry entry : matching) {
      try {
        checker.check(entry);
      } catch (ExpressionException wrong) {
        return name.isEmpty() ? wrong : atLine(wrong, entry);
      }
    }
    return e;
  }

  private ExpressionException atLine(ExpressionException wrong, PatternEntry entry) {
    String where = " at line " + entry.line() + " of file '" + name + "'";
    return new ExpressionException(wrong.word(), wrong.offset(), wrong.getMessage() + where);
  }

  /** Has all values ready in a form. */
  synchronized void offer(MapOutput output) throws ExpressionException {
    if (outputs.add(output)) {
      for (PatternEntry entry : entries) {
        try {
          entry.value(Objects.requireNonNullElse(entry.value(), ""), outputs);
        } catch (ExpressionException wrong) {
          throw atLine(wrong, entry);
        }
      }
    }
  }

  // -- changes while running

  private Map<String, List<PatternEntry>> keys() {
    Map<String, List<PatternEntry>> known = byKey;
    if (known == null) {
      known = new HashMap<>();
      for (PatternEntry entry : entries) {
        if (!entry.isGone()) {
          known.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(entry);
        }
      }
      byKey = known;
    }
    return known;
  }

  private List<PatternEntry> matching(String key) {
    return keys().getOrDefault(key, List.of()).stream()
        .filter(entry -> entry.version() == current)
        .toList();
  }

  /** True if the current version has the key. */
  public synchronized boolean contains(String key) {
    return !matching(key).isEmpty();
  }

  /**
   * Adds an entry, also where the key exists ({@code add acl}, {@code add map}).
   *
   * @param value the value, null if this is no map
   * @param version the current version, or one that {@link #prepare} gave
   * @throws ExpressionException if the key or the value has not the form that lookups need; nothing
   *     is changed then
   */
  public synchronized void add(String key, @Nullable String value, int version)
      throws ExpressionException {
    PatternEntry entry = new PatternEntry(NUMBERS.incrementAndGet(), 0, key, version);
    if (value != null) {
      entry.value(value, outputs);
    }
    for (PatternIndex index : indexes.values()) {
      index.check(entry);
    }
    entries.add(entry);
    changed = true;
    keys().computeIfAbsent(key, k -> new ArrayList<>(1)).add(entry);
    if (version == current) {
      for (PatternIndex index : indexes.values()) {
        index.add(entry);
        loaded++;
      }
    }
  }

  /** Adds a key unless it exists ({@code add-acl}). */
  public synchronized void addOnce(String key) throws ExpressionException {
    if (!contains(key)) {
      add(key, map ? "" : null, current);
    }
  }

  /** Sets the value of a key or adds it ({@code set-map}). */
  public synchronized void put(String key, String value) throws ExpressionException {
    if (set(key, value) == 0) {
      add(key, value, current);
    }
  }

  /**
   * Sets the value of all entries of a key in the current version ({@code set map}).
   *
   * @return how many there are
   */
  public synchronized int set(String key, String value) throws ExpressionException {
    List<PatternEntry> found = matching(key);
    for (PatternEntry entry : found) {
      set(entry, value);
    }
    return found.size();
  }

  /** Sets the value of one entry ({@code set map NAME #REF}). */
  public synchronized void set(PatternEntry entry, String value) throws ExpressionException {
    entry.value(value, outputs);
    changed = true;
  }

  /**
   * Removes all entries of a key from the current version ({@code del map}).
   *
   * @return how many there were
   */
  public synchronized int delete(String key) {
    List<PatternEntry> found = matching(key);
    if (!found.isEmpty()) {
      remove(found, true);
    }
    return found.size();
  }

  /** Removes one entry ({@code del map NAME #REF}). */
  public synchronized void delete(PatternEntry entry) {
    if (!entry.isGone()) {
      remove(List.of(entry), matching(entry.key()).equals(List.of(entry)));
    }
  }

  /** Removes all entries of a version ({@code clear map}). */
  public synchronized void clear(int version) {
    remove(entries(version), false);
  }

  /**
   * Takes entries away.
   *
   * @param wholeKey true if no other entry of the current version has their key
   */
  private void remove(List<PatternEntry> found, boolean wholeKey) {
    found.forEach(PatternEntry::remove);
    changed = true;
    gone += found.size();
    if (gone > entries.size() / 2) {
      entries.removeIf(PatternEntry::isGone);
      gone = 0;
    }
    Map<String, List<PatternEntry>> keys = byKey;
    if (wholeKey && keys != null) {
      String key = found.get(0).key();
      List<PatternEntry> others = new ArrayList<>(keys.getOrDefault(key, List.of()));
      others.removeIf(PatternEntry::isGone);
      if (others.isEmpty()) {
        keys.remove(key);
      } else {
        keys.put(key, others);
      }
    } else {
      byKey = null;
    }
    rebuild(wholeKey ? found.size() : 0);
  }

  /**
   * Brings the indexes up to date; what was accepted once is accepted again.
   *
   * @param removed how many entries left with all others of their key; 0 if anything changed
   */
  private void rebuild(int removed) {
    List<PatternEntry> matching = null;
    try {
      for (PatternIndex index : indexes.values()) {
        if (removed == 0 || !index.passesOver(removed)) {
          matching = matching == null ? entries(current) : matching;
          index.rebuild(matching);
        }
      }
    } catch (ExpressionException e) {
      throw new IllegalStateException(e);
    }
  }

  // -- versions

  /** A new version, to which entries may be added before it is committed. */
  public synchronized int prepare() {
    next++;
    return next;
  }

  /**
   * Makes a version the one that matches, at once, and forgets all others up to it.
   *
   * @return false if that version was not handed out or is past
   */
  public synchronized boolean commit(int version) {
    if (version <= current || version > next) {
      return false;
    }
    current = version;
    changed = true;
    for (PatternEntry entry : entries) {
      if (entry.version() < version) {
        entry.remove();
      }
    }
    entries.removeIf(PatternEntry::isGone);
    gone = 0;
    byKey = null;
    rebuild(0);
    return true;
  }

  // -- lookups of the runtime API

  /**
   * What one of the ways of comparing finds ({@code get map}).
   *
   * @param match how samples are compared
   * @param entry what the text matches, or null
   * @param inTree false if patterns are compared one after the other
   */
  public record Found(
      Match match, boolean ignoreCase, @Nullable PatternEntry entry, boolean inTree) {}

  /** Looks a text up in all the ways that the configuration uses. */
  public synchronized List<Found> find(String text, Scratch scratch) {
    List<Found> results = new ArrayList<>();
    for (PatternIndex index : indexes.values()) {
      PatternIndex.Kind kind = index.kind();
      Sample sample = new Sample();
      sample.bytes.set(Slice.of(text.getBytes(StandardCharsets.ISO_8859_1)));
      sample.setString();
      SampleType input = kind.match().input();
      boolean possible = input == null || Casts.cast(sample, input, scratch);
      boolean inTree =
          switch (kind.match()) {
            case STR, BEG, IP, END, BIN -> true;
            default -> false;
          };
      results.add(
          new Found(kind.match(), kind.ignoreCase(), possible ? index.find(sample) : null, inTree));
    }
    return results;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d (%s)", id(), name);
  }
}

package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Place;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All pattern references of a configuration: files by name, and the patterns that stand in a line
 * by their place, so that a line that is compiled again finds the same ones. The runtime API begins
 * here: {@link #all}, {@link #byId}, {@link #byName}.
 */
public final class PatternReferences {
  private final Map<String, PatternReference> files = new ConcurrentHashMap<>();
  private final Map<Declared, PatternReference> lines = new LinkedHashMap<>();
  private final List<PatternReference> inOrder = new ArrayList<>();
  private final Set<PatternReference> numbered = new HashSet<>();

  /** The patterns of a line; the text too, because an old form may be several lines in one. */
  private record Declared(Place place, String keyword, List<String> patterns) {
    /** The line tells nearly all apart. */
    @Override
    public int hashCode() {
      return place.location().line();
    }

    /** The same for another process. */
    String text() {
      return place.location() + " " + keyword + " " + patterns;
    }
  }

  /** Creates it without references. */
  public PatternReferences() {}

  /** Those that the expressions of these surroundings have in common with all others. */
  public static PatternReferences of(Surroundings surroundings) {
    return surroundings.shared().get(PatternReferences.class, PatternReferences::new);
  }

  /**
   * The reference of a file, which is read when it is named first.
   *
   * @param map whether lines have a key and a value
   */
  synchronized PatternReference file(String path, boolean map, Surroundings surroundings)
      throws ExpressionException {
    PatternReference known = files.get(path);
    if (known == null) {
      known = read(path, map, surroundings);
      files.put(path, known);
      inOrder.add(known);
    }
    if (known.isMap() != map) {
      throw new ExpressionException(
          0,
          0,
          "The file \""
              + path
              + "\" is already used as "
              + (map ? "one" : "two")
              + " column file and cannot be used by as "
              + (map ? "two" : "one")
              + " column file.");
    }
    return known;
  }

  private static PatternReference read(String path, boolean map, Surroundings surroundings)
      throws ExpressionException {
    PatternReference reference = new PatternReference(path, map);
    try {
      int number = 0;
      for (String line : surroundings.readLines(path)) {
        number++;
        String text = line.stripLeading();
        if (text.isEmpty() || line.startsWith("#")) {
          continue;
        }
        int end = 0;
        while (map && end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
          end++;
        }
        String key = map ? text.substring(0, end) : text;
        reference.load(number, key, map ? text.substring(end).strip() : null);
      }
    } catch (IOException e) {
      throw new ExpressionException(0, 0, "failed to open pattern file <" + path + ">");
    }
    return reference;
  }

  /**
   * The reference of patterns that stand in a line: the same one each time.
   *
   * @param keyword the fetch with which they are compared
   */
  synchronized PatternReference line(Place place, String keyword, List<String> patterns)
      throws ExpressionException {
    Declared declared = new Declared(place, keyword, List.copyOf(patterns));
    PatternReference known = lines.get(declared);
    if (known == null) {
      known = new PatternReference("", false);
      known.usedBy("acl '" + keyword + "' " + in(place));
      for (String pattern : patterns) {
        known.load(0, pattern, null);
      }
      inOrder.add(known);
      if (place.location().line() > 0) {
        lines.put(declared, known);
      }
    }
    return known;
  }

  /** {@code file 'haproxy.cfg' line 7}. */
  static String in(Place place) {
    return "file '" + place.location().file() + "' line " + place.location().line();
  }

  /** Gives a reference the number that {@code -u} says. */
  synchronized void number(PatternReference reference, int id) throws ExpressionException {
    for (PatternReference other : numbered) {
      if (other != reference && other.id() == id) {
        throw new ExpressionException(0, 0, "the id is already used");
      }
    }
    reference.id(id);
    numbered.add(reference);
  }

  /**
   * Goes on with the references of another configuration, and so with what was changed in them
   * while running, as far as files and lines say the same as then. Before the expressions are
   * compiled for use.
   */
  public synchronized void inherit(PatternReferences old) {
    Map<PatternReference, PatternReference> kept = new HashMap<>();
    files.replaceAll((path, fresh) -> kept(old.files.get(path), fresh, kept));
    synchronized (old) {
      lines.replaceAll((declared, fresh) -> kept(old.lines.get(declared), fresh, kept));
    }
    inOrder.replaceAll(fresh -> kept.getOrDefault(fresh, fresh));
  }

  private PatternReference kept(
      @Nullable PatternReference old,
      PatternReference fresh,
      Map<PatternReference, PatternReference> kept) {
    if (old == null || !old.isLike(fresh)) {
      return fresh;
    }
    old.replace(fresh);
    kept.put(fresh, old);
    if (numbered.remove(fresh)) {
      numbered.add(old);
    }
    return old;
  }

  /** What was changed while running, for another process. */
  public synchronized List<PatternMemory> memories() {
    List<PatternMemory> changed = new ArrayList<>();
    byKey()
        .forEach(
            (key, reference) -> {
              PatternMemory memory = reference.memory(key);
              if (memory != null) {
                changed.add(memory);
              }
            });
    return changed;
  }

  /**
   * Goes on with what was changed in another process, as far as files and lines say the same as
   * there; as {@link #inherit}.
   *
   * @throws ExpressionException if an entry cannot be used; its reference is as it was
   */
  public void recall(List<PatternMemory> memories) throws ExpressionException {
    Map<String, PatternReference> known = byKey();
    for (PatternMemory memory : memories) {
      PatternReference reference = known.get(memory.key());
      if (reference != null) {
        reference.recall(memory);
      }
    }
  }

  /** Whether lines of a file have a key and a value here. */
  public boolean isMap(String file) {
    PatternReference reference = files.get(file);
    return reference != null && reference.isMap();
  }

  /**
   * Lets the entries of a file be these, if it is used here.
   *
   * @throws ExpressionException if one of them cannot be used; then nothing has changed
   */
  public void recall(String file, List<String> keys, List<@Nullable String> values)
      throws ExpressionException {
    PatternReference reference = files.get(file);
    if (reference != null) {
      reference.recall(keys, values);
    }
  }

  private synchronized Map<String, PatternReference> byKey() {
    Map<String, PatternReference> all = new LinkedHashMap<>();
    files.forEach((path, reference) -> all.put("file " + path, reference));
    lines.forEach((declared, reference) -> all.put(declared.text(), reference));
    return all;
  }

  /** All references by number; those without {@code -u} get the lowest numbers that are free. */
  public synchronized List<PatternReference> all() {
    Map<Integer, PatternReference> taken = new HashMap<>();
    numbered.forEach(reference -> taken.put(reference.id(), reference));
    int free = 0;
    for (PatternReference reference : inOrder) {
      if (!numbered.contains(reference)) {
        while (taken.containsKey(free)) {
          free++;
        }
        reference.id(free);
        numbered.add(reference);
        taken.put(free, reference);
      }
    }
    return inOrder.stream().sorted(Comparator.comparingInt(PatternReference::id)).toList();
  }

  /** The reference of that number, or null. */
  public @Nullable PatternReference byId(int id) {
    return all().stream().filter(reference -> reference.id() == id).findFirst().orElse(null);
  }

  /** The reference of a file as the configuration names it, or null; takes no lock. */
  public @Nullable PatternReference byName(String file) {
    return files.get(file);
  }
}

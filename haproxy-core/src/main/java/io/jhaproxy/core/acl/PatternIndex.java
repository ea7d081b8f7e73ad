package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a {@link PatternReference} arranged for one matching method. Readers take no lock:
 * they see one immutable arrangement. What is added goes into a small second one until that has
 * grown to the square root of the first; then both become one. So an addition costs about the
 * square root of the number of entries, and a lookup two searches at most.
 */
final class PatternIndex implements Patterns {
  private static final int SMALLEST_ADDITION = 32;
  private static final PatternEntry[] NONE = {};

  private final Kind kind;
  private volatile Layers layers;
  private int gone;

  /**
   * How patterns are compared.
   *
   * @param ignoreCase {@code -i}
   * @param resolves whether host names may stand for addresses
   * @param versions whether numbers are versions such as 3.1
   */
  record Kind(Match match, boolean ignoreCase, boolean resolves, boolean versions) {
    @Override
    public int hashCode() {
      return match.ordinal() * 2 + (ignoreCase ? 1 : 0);
    }
  }

  /** Two arrangements with the entries in the order of their indexes, and which are still there. */
  private record Layers(
      Patterns base,
      PatternEntry[] entries,
      IntPredicate present,
      Patterns added,
      PatternEntry[] addedEntries,
      IntPredicate addedPresent) {
    Layers(Patterns base, PatternEntry[] entries, Patterns added, PatternEntry[] addedEntries) {
      this(base, entries, present(entries), added, addedEntries, present(addedEntries));
    }

    private static IntPredicate present(PatternEntry[] entries) {
      return index -> !entries[index].isGone();
    }
  }

  PatternIndex(Kind kind, List<PatternEntry> entries) throws ExpressionException {
    this.kind = kind;
    this.layers = layers(entries);
  }

  Kind kind() {
    return kind;
  }

  private Layers layers(List<PatternEntry> entries) throws ExpressionException {
    PatternEntry[] all = entries.toArray(NONE);
    return new Layers(build(all), all, none(), NONE);
  }

  private static Patterns none() {
    return sample -> -1;
  }

  private Patterns build(PatternEntry[] entries) throws ExpressionException {
    List<PatternSets.Source> sources = new ArrayList<>(entries.length);
    for (PatternEntry entry : entries) {
      sources.add(new PatternSets.Source(entry.key(), kind.ignoreCase(), kind.resolves()));
    }
    return kind.versions()
        ? PatternSets.versions(sources)
        : PatternSets.build(kind.match(), sources);
  }

  /** Complains about a pattern that this method cannot have. */
  void check(PatternEntry entry) throws ExpressionException {
    build(new PatternEntry[] {entry});
  }

  /** Takes in an entry that {@link #check} accepted; one caller at a time. */
  void add(PatternEntry entry) throws ExpressionException {
    Layers now = layers;
    List<PatternEntry> added = new ArrayList<>(Arrays.asList(now.addedEntries()));
    added.removeIf(PatternEntry::isGone);
    added.add(entry);
    if (added.size() <= Math.max(SMALLEST_ADDITION, (int) Math.sqrt(now.entries().length))) {
      PatternEntry[] late = added.toArray(NONE);
      layers = new Layers(now.base(), now.entries(), build(late), late);
      return;
    }
    List<PatternEntry> all = new ArrayList<>(now.entries().length + added.size());
    all.addAll(Arrays.asList(now.entries()));
    all.removeIf(PatternEntry::isGone);
    all.addAll(added);
    layers = layers(all);
  }

  /**
   * Takes note that entries are gone, with all others of their keys; one caller at a time.
   *
   * @return true if lookups pass over them; false if everything is to be arranged anew
   */
  boolean passesOver(int more) {
    gone += more;
    boolean possible =
        switch (kind.match()) {
          case STR -> !kind.ignoreCase();
          case IP -> true;
          default -> false;
        };
    return possible && gone <= Math.max(SMALLEST_ADDITION, layers.entries().length / 2);
  }

  /** Arranges everything anew; one caller at a time. */
  void rebuild(List<PatternEntry> entries) throws ExpressionException {
    gone = 0;
    layers = layers(entries);
  }

  /** The entry that the sample matches, or null; the sample has the method's type. */
  @Nullable PatternEntry find(Sample sample) {
    Layers now = layers;
    int index = now.base().match(sample, now.present());
    PatternEntry found = index < 0 ? null : now.entries()[index];
    PatternEntry[] added = now.addedEntries();
    int late = added.length == 0 ? -1 : now.added().match(sample, now.addedPresent());
    if (late >= 0 && (found == null || now.added().rank(late) > now.base().rank(index))) {
      return added[late];
    }
    return found;
  }

  @Override
  public int match(Sample sample) {
    return find(sample) == null ? -1 : 0;
  }
}

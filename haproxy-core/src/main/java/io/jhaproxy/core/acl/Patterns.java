package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import java.util.function.IntPredicate;

/**
 * A set of patterns of one matching method, built once. Immutable, shared by all workers.
 *
 * @see PatternSets#build
 */
public interface Patterns {
  /**
   * Index (order of declaration) of a pattern that the sample matches, or -1. The sample already
   * has the method's input type. Where several match, the first one declared wins, except that
   * exact texts and the longest network are found directly.
   */
  int match(Sample sample);

  /**
   * As {@link #match(Sample)}, but of those patterns only that are still present. Where one that is
   * not hides others, the answer may be -1, except for networks.
   */
  default int match(Sample sample, IntPredicate present) {
    int index = match(sample);
    return index >= 0 && present.test(index) ? index : -1;
  }

  /**
   * How near a match this pattern is, where the nearest of several wins and not the first: length
   * of the network or of the prefix.
   */
  default int rank(int index) {
    return 0;
  }
}

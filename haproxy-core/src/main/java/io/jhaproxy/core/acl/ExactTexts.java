package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import java.util.List;

/** Exact texts in a hash table; those declared with -i in a second one. */
final class ExactTexts implements Patterns {
  private final TextTable sensitive;
  private final TextTable insensitive;

  ExactTexts(List<PatternSets.Source> sources) {
    String[] texts = sources.stream().map(PatternSets.Source::text).toArray(String[]::new);
    sensitive = new TextTable(texts, i -> !sources.get(i).ignoreCase(), false, false);
    insensitive = new TextTable(texts, i -> sources.get(i).ignoreCase(), true, false);
  }

  @Override
  public int match(Sample sample) {
    int exact = sensitive.find(sample.bytes);
    int lowered = insensitive.find(sample.bytes);
    if (exact < 0 || lowered < 0) {
      return Math.max(exact, lowered);
    }
    return Math.min(exact, lowered);
  }
}

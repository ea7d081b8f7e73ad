package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import java.util.List;

/** Prefixes, of which the longest wins, or suffixes; those declared with -i by themselves. */
final class EdgeTexts implements Patterns {
  private final boolean suffixes;
  private final TextTable sensitive;
  private final TextTable insensitive;
  private final int[] lengths;

  /** Arranges the patterns of {@link Match#BEG} or {@link Match#END}. */
  EdgeTexts(Match match, List<PatternSets.Source> sources) {
    suffixes = match == Match.END;
    String[] texts = sources.stream().map(PatternSets.Source::text).toArray(String[]::new);
    sensitive = new TextTable(texts, i -> !sources.get(i).ignoreCase(), false, suffixes);
    insensitive = new TextTable(texts, i -> sources.get(i).ignoreCase(), true, suffixes);
    lengths = new int[suffixes ? 0 : texts.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = sources.get(i).ignoreCase() ? 0 : texts[i].length();
    }
  }

  @Override
  public int match(Sample sample) {
    int exact = sensitive.findPart(sample.bytes, !suffixes);
    return exact >= 0 ? exact : insensitive.findPart(sample.bytes, false);
  }

  @Override
  public int rank(int index) {
    return suffixes ? 0 : lengths[index];
  }
}

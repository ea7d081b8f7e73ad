package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prefixes and suffixes in trees, those declared with -i in one of their own. */
final class TreeTexts implements Patterns {
  private final TextTrie sensitive;
  private final TextTrie insensitive;
  private final int[] lengths;

  /** Builds the trees of {@link Match#BEG}, where the longest wins, or {@link Match#END}. */
  TreeTexts(Match match, List<PatternSets.Source> sources) {
    boolean suffixes = match == Match.END;
    sensitive = new TextTrie(suffixes, false, !suffixes);
    insensitive = new TextTrie(suffixes, true, false);
    lengths = new int[suffixes ? 0 : sources.size()];
    for (int i = 0; i < sources.size(); i++) {
      PatternSets.Source source = sources.get(i);
      byte[] text = source.text().getBytes(StandardCharsets.ISO_8859_1);
      if (!suffixes && !source.ignoreCase()) {
        lengths[i] = text.length;
      }
      (source.ignoreCase() ? insensitive : sensitive).add(text, i);
    }
  }

  @Override
  public int match(Sample sample) {
    int exact = sensitive.find(sample.bytes);
    return exact >= 0 ? exact : insensitive.find(sample.bytes);
  }

  @Override
  public int rank(int index) {
    return lengths.length == 0 ? 0 : lengths[index];
  }
}

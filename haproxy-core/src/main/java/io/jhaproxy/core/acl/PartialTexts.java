package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Substrings, directories and domains (manual 7.1.3). */
final class PartialTexts implements Patterns {
  private final Match match;
  private final byte[][] texts;
  private final boolean[] fold;

  PartialTexts(Match match, List<PatternSets.Source> sources) {
    this.match = match;
    texts = new byte[sources.size()][];
    fold = new boolean[sources.size()];
    for (int i = 0; i < texts.length; i++) {
      fold[i] = sources.get(i).ignoreCase();
      String text = sources.get(i).text();
      if (match == Match.DIR || match == Match.DOM) {
        text = strip(text);
      }
      texts[i] = text.getBytes(StandardCharsets.ISO_8859_1);
      for (int j = 0; fold[i] && j < texts[i].length; j++) {
        texts[i][j] = (byte) Ascii.lower(texts[i][j] & 0xff);
      }
    }
  }

  private String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isDelimiter(text.charAt(from))) {
      from++;
    }
    while (to > from && isDelimiter(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private boolean isDelimiter(int c) {
    return c == '/' || c == '?' || (match == Match.DOM && (c == '.' || c == ':'));
  }

  @Override
  public int match(Sample sample) {
    Slice text = sample.bytes;
    for (int i = 0; i < texts.length; i++) {
      int length = texts[i].length;
      if (length > 0 && length <= text.length() && anywhere(text, i, text.length() - length)) {
        return i;
      }
    }
    return -1;
  }

  private boolean anywhere(Slice text, int index, int last) {
    int length = texts[index].length;
    for (int start = 0; start <= last; start++) {
      if (at(text, start, index)
          && (match == Match.SUB
              || ((start == 0 || isDelimiter(text.at(start - 1)))
                  && (start == last || isDelimiter(text.at(start + length)))))) {
        return true;
      }
    }
    return false;
  }

  private boolean at(Slice text, int start, int index) {
    byte[] pattern = texts[index];
    for (int i = 0; i < pattern.length; i++) {
      int c = text.at(start + i);
      if ((fold[index] ? Ascii.lower(c) : c) != (pattern[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}

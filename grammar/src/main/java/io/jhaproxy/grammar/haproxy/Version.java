package io.jhaproxy.grammar.haproxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comparison of HAProxy version numbers such as {@code 2.6.12} and {@code 2.7-dev3}. */
final class Version {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\.(\\d{1,4}))?(?:-dev(\\d{0,4}))?.*");

  private Version() {}

  /** Negative, zero or positive; missing components count as zero, {@code -devN} sorts before. */
  static int compare(String left, String right) {
    int[] a = parse(left);
    int[] b = parse(right);
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return Integer.compare(a[i], b[i]);
      }
    }
    return 0;
  }

  private static int[] parse(String version) {
    Matcher matcher = FORM.matcher(version);
    int[] parts = {0, 0, 0, Integer.MAX_VALUE};
    if (matcher.matches()) {
      for (int i = 0; i < 3; i++) {
        String part = matcher.group(i + 1);
        parts[i] = part == null ? 0 : Integer.parseInt(part);
      }
      String dev = matcher.group(4);
      if (dev != null) {
        parts[3] = dev.isEmpty() ? 0 : Integer.parseInt(dev);
      }
    }
    return parts;
  }
}

package io.jhaproxy.core.stats;

/**
 * The options in the request target of the statistics page: {@code ;csv}, {@code ;up}, {@code
 * ;norefresh}, {@code ;st=CODE}, {@code scope=TEXT}.
 *
 * @param prefix the page's URI
 * @param csv CSV instead of HTML
 * @param hideDown only servers that are up ({@code ;up})
 * @param noRefresh without the refresh header
 * @param status result of the last admin action, or empty
 * @param scope text that names of shown proxies contain, or empty
 */
record StatsRequest(
    String prefix, boolean csv, boolean hideDown, boolean noRefresh, String status, String scope) {
  /** Longest scope text, as in the page's input field. */
  private static final int MAXIMUM_SCOPE = 20;

  /** Reads the target, which starts with the prefix. */
  static StatsRequest parse(String prefix, String target) {
    String rest = target.substring(Math.min(prefix.length(), target.length()));
    return new StatsRequest(
        prefix,
        has(rest, ";csv"),
        has(rest, ";up"),
        has(rest, ";norefresh"),
        value(rest, ";st=", 4),
        value(rest, "scope=", MAXIMUM_SCOPE));
  }

  private static boolean has(String rest, String option) {
    int at = rest.indexOf(option);
    int end = at + option.length();
    return at >= 0 && (end == rest.length() || ";?&".indexOf(rest.charAt(end)) >= 0);
  }

  private static String value(String rest, String name, int maximum) {
    int at = rest.indexOf(name);
    if (at < 0) {
      return "";
    }
    int from = at + name.length();
    int to = from;
    while (to < rest.length() && to - from < maximum && isWord(rest.charAt(to))) {
      to++;
    }
    return rest.substring(from, to);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "-_.:".indexOf(c) >= 0;
  }

  /** The page's address with the given display options. */
  String link(boolean up, boolean withoutRefresh) {
    return prefix
        + (up ? ";up" : "")
        + (withoutRefresh ? ";norefresh" : "")
        + (scope.isEmpty() ? "" : "?scope=" + scope);
  }
}

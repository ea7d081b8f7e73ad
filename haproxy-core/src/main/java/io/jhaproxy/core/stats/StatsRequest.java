package io.jhaproxy.core.stats;

/**
 * The options in the request target of the statistics page: {@code ;csv}, {@code ;json}, {@code
 * ;json-schema}, {@code ;typed}, {@code ;live}, {@code ;up}, {@code ;norefresh}, {@code ;st=CODE},
 * {@code scope=TEXT}.
 *
 * @param prefix the page's URI
 * @param form what is sent
 * @param hideDown only servers that are up ({@code ;up})
 * @param noRefresh without the refresh header
 * @param status result of the last admin action, or empty
 * @param scope text that names of shown proxies contain, or empty
 */
record StatsRequest(
    String prefix, Form form, boolean hideDown, boolean noRefresh, String status, String scope) {
  /** What a request may ask for. */
  enum Form {
    HTML("", "text/html"),
    CSV(";csv", "text/plain"),
    JSON(";json", "application/json"),
    JSON_SCHEMA(";json-schema", "application/json"),
    TYPED(";typed", "text/plain"),
    /** A page that brings itself up to date. */
    LIVE(";live", "text/html; charset=utf-8");

    private final String option;
    private final String contentType;

    Form(String option, String contentType) {
      this.option = option;
      this.contentType = contentType;
    }

    String contentType() {
      return contentType;
    }

    static Form of(String rest) {
      for (Form form : values()) {
        if (form != HTML && has(rest, form.option)) {
          return form;
        }
      }
      return HTML;
    }
  }

  /** Longest scope text, as in the page's input field. */
  private static final int MAXIMUM_SCOPE = 20;

  /** Reads the target, which starts with the prefix. */
  static StatsRequest parse(String prefix, String target) {
    String rest = target.substring(Math.min(prefix.length(), target.length()));
    return new StatsRequest(
        prefix,
        Form.of(rest),
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

package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.HttpUri;
import io.jhaproxy.core.sample.Slice;

/** Variables cut from the request line: %r %HM %HU %HP %HPO %HQ %HV. */
final class RequestLineParts {
  private static final byte[] NO_REQUEST = Ascii.bytes("<BADREQ>");

  private RequestLineParts() {}

  /** Narrows the request line to a part; false for an empty one. */
  private interface Cut {
    boolean cut(Slice line);
  }

  static void register(LogVariables variables) {
    register(variables, "r", line -> true);
    register(variables, "HM", RequestLineParts::method);
    register(variables, "HU", RequestLineParts::uri);
    register(variables, "HV", RequestLineParts::version);
    register(variables, "HP", line -> uri(line) && beforeQuery(line));
    register(variables, "HPO", line -> uri(line) && HttpUri.path(line));
    register(variables, "HQ", line -> uri(line) && fromQuery(line));
  }

  private static void register(LogVariables variables, String name, Cut cut) {
    variables.text(
        name,
        (source, line, escape) -> {
          if (!source.originalRequestLine(line.slice)) {
            line.put(NO_REQUEST);
          } else if (cut.cut(line.slice)) {
            line.text(line.slice, LogLine.URI, escape);
          }
        });
  }

  private static boolean method(Slice line) {
    int space = line.indexOf(' ', 0);
    line.narrow(0, space < 0 ? line.length() : space);
    return true;
  }

  private static boolean uri(Slice line) {
    int space = line.indexOf(' ', 0);
    if (space < 0) {
      return false;
    }
    line.narrow(space + 1, line.length() - space - 1);
    int end = lastSpace(line);
    line.narrow(0, end < 0 ? line.length() : end);
    return true;
  }

  private static boolean version(Slice line) {
    int space = lastSpace(line);
    line.narrow(space + 1, line.length() - space - 1);
    return space > 0;
  }

  private static int lastSpace(Slice line) {
    int at = line.length() - 1;
    while (at >= 0 && line.at(at) != ' ') {
      at--;
    }
    return at;
  }

  private static boolean beforeQuery(Slice uri) {
    int mark = uri.indexOf('?', 0);
    uri.narrow(0, mark < 0 ? uri.length() : mark);
    return true;
  }

  private static boolean fromQuery(Slice uri) {
    int mark = uri.indexOf('?', 0);
    uri.narrow(Math.max(mark, 0), uri.length() - Math.max(mark, 0));
    return mark >= 0;
  }
}

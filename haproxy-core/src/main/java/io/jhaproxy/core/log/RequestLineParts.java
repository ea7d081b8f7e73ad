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
    register(variables, "HM", HttpUri::method);
    register(variables, "HU", HttpUri::target);
    register(variables, "HV", HttpUri::version);
    register(variables, "HP", line -> HttpUri.target(line) && beforeQuery(line));
    register(variables, "HPO", line -> HttpUri.target(line) && HttpUri.path(line));
    register(variables, "HQ", line -> HttpUri.target(line) && fromQuery(line));
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

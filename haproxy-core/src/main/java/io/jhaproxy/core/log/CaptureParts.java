package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Slice;
import java.util.Map;

/**
 * Captured headers: %hr %hs in braces, %hrl %hsl as a list (CLF style). They print nothing, and do
 * not even count as text between two spaces, when nothing is declared or no request came.
 */
final class CaptureParts {
  private CaptureParts() {}

  static void register(Map<String, LogVariables.Factory> factories) {
    factories.put("hr", flags -> new Braces(true, flags));
    factories.put("hs", flags -> new Braces(false, flags));
    factories.put("hrl", flags -> new Listed(true, flags));
    factories.put("hsl", flags -> new Listed(false, flags));
  }

  /** Number of captures to print. */
  private static int count(LogSource source, boolean request, Slice work) {
    if (!source.originalRequestLine(work)) {
      return 0;
    }
    return request ? source.requestCaptures() : source.responseCaptures();
  }

  private static boolean capture(LogSource source, boolean request, int index, Slice into) {
    return request ? source.requestCapture(index, into) : source.responseCapture(index, into);
  }

  /** A part that decides by itself whether it counts as text. */
  interface Silent extends LogPart {}

  private record Braces(boolean request, Flags flags) implements Silent {
    @Override
    public void append(LogSource source, LogLine line) {
      int count = count(source, request, line.slice);
      if (count == 0) {
        return;
      }
      if (flags.quoted()) {
        line.put('"');
      }
      line.put('{');
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          line.put('|');
        }
        if (capture(source, request, i, line.slice)) {
          line.text(line.slice, LogLine.HEADER, flags.escaped());
        }
      }
      line.put('}');
      if (flags.quoted()) {
        line.put('"');
      }
      line.written();
    }
  }

  private record Listed(boolean request, Flags flags) implements Silent {
    @Override
    public void append(LogSource source, LogLine line) {
      int count = count(source, request, line.slice);
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          line.put(' ');
        }
        if (!capture(source, request, i, line.slice)) {
          LogVariables.missing(line, flags);
        } else {
          if (flags.quoted()) {
            line.put('"');
          }
          line.text(line.slice, LogLine.HEADER, flags.escaped());
          if (flags.quoted()) {
            line.put('"');
          }
        }
        line.written();
      }
    }
  }
}

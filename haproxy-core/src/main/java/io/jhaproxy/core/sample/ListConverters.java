package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Choices out of lists of values, and names of proxies and servers (manual 7.3.1). */
public final class ListConverters {
  private static final SampleType STR = SampleType.STR;

  private ListConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter("language", STR, STR, "string[,string]", (call, s) -> language(call));
    library.converter("nbsrv", STR, SampleType.SINT, "", (call, s) -> usableServers(s));
    library.converter("srv_queue", STR, SampleType.SINT, "", (call, s) -> queue(s));
    library.converter("capture-req", STR, STR, "integer", (call, s) -> capture(call, true));
    library.converter("capture-res", STR, STR, "integer", (call, s) -> capture(call, false));
    library.converter("debug", null, null, "[string,string]", (call, s) -> debug(call));
  }

  /** {@code language(value;value,default)}: the wanted one of the greatest q-factor. */
  private static Converter language(SampleExpression.Call call) {
    List<byte[]> wanted = new ArrayList<>();
    for (String value : call.argument(0).split(";")) {
      wanted.add(Ascii.bytes(value));
    }
    Slice fallback = Slice.of(call.argument(1));
    boolean hasFallback = call.arguments().size() > 1;
    return (x, v) -> {
      Slice text = v.bytes;
      int best = -1;
      int bestFactor = 0;
      Slice item = x.scratch().sample().bytes;
      for (int from = 0; from < text.length(); ) {
        int comma = text.indexOf(',', from);
        int to = comma < 0 ? text.length() : comma;
        item.set(text).narrow(from, to - from);
        int factor = factor(item);
        if (factor > bestFactor) {
          int found = find(wanted, item);
          if (found >= 0) {
            best = found;
            bestFactor = factor;
          }
        }
        from = to + 1;
      }
      if (best < 0) {
        v.bytes.set(fallback);
        return hasFallback && v.setString();
      }
      byte[] chosen = wanted.get(best);
      return x.scratch().store(chosen, v, STR);
    };
  }

  private static int find(List<byte[]> wanted, Slice item) {
    int semicolon = item.indexOf(';', 0);
    int from = 0;
    int to = semicolon < 0 ? item.length() : semicolon;
    while (from < to && isBlank(item.at(from))) {
      from++;
    }
    while (to > from && isBlank(item.at(to - 1))) {
      to--;
    }
    item.narrow(from, to - from);
    int found = index(wanted, item);
    int dash = item.indexOf('-', 0);
    if (found < 0 && dash > 0) {
      item.narrow(0, dash);
      found = index(wanted, item);
    }
    return found;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static int index(List<byte[]> wanted, Slice item) {
    for (int i = 0; i < wanted.size(); i++) {
      if (item.contentEquals(wanted.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The q-factor in thousandths; 1000 if there is none. */
  private static int factor(Slice item) {
    for (int at = item.indexOf(';', 0); at >= 0; at = item.indexOf(';', at + 1)) {
      int from = at + 1;
      while (from < item.length() && isBlank(item.at(from))) {
        from++;
      }
      if (from + 2 < item.length() && Ascii.lower(item.at(from)) == 'q') {
        int value = 0;
        int scale = 1000;
        boolean point = false;
        for (int i = from + 2; i < item.length(); i++) {
          int c = item.at(i);
          if (c == '.') {
            point = true;
          } else if (c >= '0' && c <= '9' && scale > 0) {
            scale = point ? scale / 10 : scale;
            value += (c - '0') * scale;
          } else {
            break;
          }
        }
        return value;
      }
    }
    return 1000;
  }

  /** The load of a backend named by the value; found at run time, as the value is known then. */
  private static Converter usableServers(Surroundings surroundings) {
    return (x, v) -> {
      Surroundings.BackendLoad load = surroundings.backend(v.bytes.toString());
      return load != null && v.setInt(load.usableServers());
    };
  }

  private static Converter queue(Surroundings surroundings) {
    return (x, v) -> {
      String path = v.bytes.toString();
      int slash = path.indexOf('/');
      String backend = slash < 0 ? surroundings.proxyName() : path.substring(0, slash);
      Surroundings.BackendLoad load = surroundings.backend(backend);
      Surroundings.ServerLoad server = load == null ? null : load.server(path.substring(slash + 1));
      return server != null && v.setInt(server.queued());
    };
  }

  /** Stores the value in a declared capture of the frontend. */
  private static Converter capture(SampleExpression.Call call, boolean request)
      throws ExpressionException {
    int index = Arguments.integer(call, 0, 0);
    return (x, v) ->
        index >= 0
            && (request ? x.captureRequest(index, v.bytes) : x.captureResponse(index, v.bytes));
  }

  /** Writes the value beside passing it on; without a destination nobody would read it. */
  private static Converter debug(SampleExpression.Call call) throws ExpressionException {
    String destination = call.argument(1);
    if (!List.of("", "buf0", "stdout", "stderr").contains(destination)) {
      throw Arguments.wrong(call, "No such sink '" + destination + "'");
    }
    if (!destination.startsWith("std")) {
      return (x, v) -> true;
    }
    String prefix = call.argument(0);
    OutputStream out =
        new FileOutputStream(
            destination.equals("stdout") ? FileDescriptor.out : FileDescriptor.err);
    return (x, v) -> {
      Sample copy = x.scratch().sample();
      copy.set(v);
      String type = v.type.name().toLowerCase(java.util.Locale.ROOT);
      String text = Casts.cast(copy, STR, x.scratch()) ? copy.bytes.toString() : "";
      String line = "[debug] " + prefix + ": type=" + type + " <" + text + ">\n";
      try {
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException closed) {
        // Nobody reads it.
      }
      return true;
    };
  }
}

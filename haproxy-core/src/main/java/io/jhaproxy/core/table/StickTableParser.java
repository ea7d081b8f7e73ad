package io.jhaproxy.core.table;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the words of a {@code stick-table} line, in HAProxy's words for what is wrong. */
final class StickTableParser {
  private static final List<String> TYPES = List.of("ip", "ipv6", "integer", "string", "binary");
  private static final List<String> PLAIN =
      List.of(
          "server_id",
          "server_key",
          "gpt0",
          "gpc0",
          "gpc1",
          "conn_cnt",
          "conn_cur",
          "sess_cnt",
          "http_req_cnt",
          "http_err_cnt",
          "http_fail_cnt",
          "bytes_in_cnt",
          "bytes_out_cnt");
  private static final List<String> RATES =
      List.of(
          "gpc0_rate",
          "gpc1_rate",
          "conn_rate",
          "sess_rate",
          "http_req_rate",
          "http_err_rate",
          "http_fail_rate",
          "bytes_in_rate",
          "bytes_out_rate");
  private static final int MOST_ELEMENTS = 100;

  private final Arguments a;
  private final String word;
  private int index;
  private String type = "";
  private int length;
  private long size;
  private long expire;
  private boolean noPurge;
  private String peers = "";
  private final Map<String, Long> store = new TreeMap<>();

  private StickTableParser(Arguments a, int first) {
    this.a = a;
    this.index = first;
    this.word = a.keyword();
  }

  /**
   * Reads a table.
   *
   * @param first index of the first word
   * @param peers the section in which the line stands, if it is a peers section
   */
  static StickTableModel parse(Arguments a, int first, String name, String peers)
      throws ConfigException {
    StickTableParser parser = new StickTableParser(a, first);
    parser.peers = peers;
    parser.read();
    return new StickTableModel(
        name,
        parser.type,
        parser.length,
        parser.size,
        parser.expire,
        parser.noPurge,
        parser.peers,
        parser.store,
        a.location());
  }

  private ConfigException error(String text) {
    return a.error(word + ": " + text);
  }

  private void read() throws ConfigException {
    while (index < a.size()) {
      String what = a.get(index++);
      switch (what) {
        case "size" -> size = size(argument(what));
        case "peers" -> peers = argument(what);
        case "expire" -> expire = time(argument(what));
        case "nopurge" -> noPurge = true;
        case "type" -> type(argument(what));
        case "srvkey" -> serverKey(argument(what));
        case "store" -> {
          for (String item : argument(what).split(",(?![^(]*\\))")) {
            store(item);
          }
        }
        default -> throw error("unknown argument '" + what + "'.");
      }
    }
    if (size == 0) {
      throw error("missing size.");
    }
    if (type.isEmpty()) {
      throw error("missing type.");
    }
  }

  private String argument(String what) throws ConfigException {
    if (a.get(index).isEmpty()) {
      throw error("missing argument after '" + what + "'.");
    }
    return a.get(index++);
  }

  private long size(String text) throws ConfigException {
    try {
      return TimeUnits.parseSize(text);
    } catch (TimeUnits.BadTimeException e) {
      throw error("unexpected character '" + e.character() + "' in argument of 'size'.");
    }
  }

  private long time(String text) throws ConfigException {
    try {
      return a.milliseconds(text, TimeUnits.Unit.MILLISECONDS);
    } catch (TimeUnits.BadTimeException e) {
      throw error("unexpected character '" + e.character() + "' in argument of 'expire'.");
    }
  }

  private void type(String text) throws ConfigException {
    if (!TYPES.contains(text)) {
      throw error("unknown type '" + text + "'.");
    }
    type = text;
    boolean sized = text.equals("string") || text.equals("binary");
    if (sized && a.get(index).equals("len")) {
      if (!a.get(index + 1).matches("[1-9][0-9]{0,8}")) {
        throw error("unknown type 'len'.");
      }
      length = Integer.parseInt(a.get(index + 1));
      index += 2;
    }
  }

  private void serverKey(String text) throws ConfigException {
    if (!List.of("name", "addr").contains(text)) {
      throw a.error(word + " : unknown server key type '" + text + "'.");
    }
  }

  private void store(String item) throws ConfigException {
    int open = item.indexOf('(');
    String name = open < 0 ? item : item.substring(0, open);
    String argument =
        open < 0 ? "" : item.substring(open + 1, item.length() - (item.endsWith(")") ? 1 : 0));
    boolean array = List.of("gpt", "gpc").contains(name);
    if (!PLAIN.contains(name) && !RATES.contains(name) && !array && !name.equals("gpc_rate")) {
      throw error("unknown store option '" + name + "'.");
    }
    if (PLAIN.contains(name)) {
      if (open >= 0) {
        throw error("unexpected argument to store option '" + name + "'.");
      }
      put(name, 0);
      return;
    }
    if (argument.isEmpty()) {
      throw error("missing argument to store option '" + name + "'.");
    }
    put(name, array ? elements(name, argument) : period(name, argument));
  }

  private void put(String name, long argument) {
    if (store.putIfAbsent(name, argument) != null) {
      a.report(a.closeWarning(word + ": store option '" + name + "' already enabled, ignored."));
    }
  }

  private long elements(String name, String argument) throws ConfigException {
    if (argument.matches("[0-9]{1,3}") && Integer.parseInt(argument) <= MOST_ELEMENTS) {
      return Integer.parseInt(argument);
    }
    throw error("error when processing store option '" + name + "'.");
  }

  private long period(String name, String argument) throws ConfigException {
    try {
      String text = argument;
      if (name.equals("gpc_rate")) {
        String[] parts = argument.split(",", 2);
        elements(name, parts[0]);
        text = parts.length > 1 ? parts[1] : "";
      }
      return a.milliseconds(text, TimeUnits.Unit.MILLISECONDS);
    } catch (TimeUnits.BadTimeException e) {
      throw error("error when processing store option '" + name + "'.");
    }
  }
}

package io.jhaproxy.core.stick;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.KeyType;
import io.jhaproxy.core.table.StickTableModel;
import io.jhaproxy.core.table.StickTableModel.Stored;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the words of a {@code stick-table} line, in HAProxy's words for what is wrong. */
final class StickTableParser {
  private static final int MOST_ELEMENTS = 100;
  private static final long MOST_ENTRIES = 0xffffffffL;

  private final Arguments a;
  private final String word;
  private int index;
  private @Nullable KeyType type;
  private int length;
  private long size;
  private long expire;
  private boolean noPurge;
  private boolean serverAddresses;
  private String peers = "";
  private final List<Stored> store = new ArrayList<>();

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
    KeyType type = parser.read();
    return new StickTableModel(
        name,
        type,
        parser.length == 0 ? type.defaultLength() : parser.length,
        (int) Math.min(parser.size, Integer.MAX_VALUE),
        parser.expire,
        parser.noPurge,
        parser.peers,
        parser.serverAddresses,
        parser.store,
        a.location());
  }

  private ConfigException error(String text) {
    return a.error(word + ": " + text);
  }

  private KeyType read() throws ConfigException {
    while (index < a.size()) {
      String what = a.get(index++);
      switch (what) {
        case "size" -> size = size(argument(what));
        case "peers" -> peers(what);
        case "expire" -> expire = time(argument(what));
        case "nopurge" -> noPurge = true;
        case "type" -> type = type(argument(what));
        case "srvkey" -> serverKey();
        case "store" -> store();
        default -> throw error("unknown argument '" + what + "'.");
      }
    }
    KeyType known = type;
    if (size == 0) {
      throw error("missing size.");
    }
    if (known == null) {
      throw error("missing type.");
    }
    refuseBoth(DataType.GPT, "gpt0", DataType.GPT0);
    refuseBoth(DataType.GPC, "gpc[0/1]", DataType.GPC0, DataType.GPC1);
    refuseBoth(DataType.GPC_RATE, "gpc[0/1]_rate", DataType.GPC0_RATE, DataType.GPC1_RATE);
    return known;
  }

  /** An array and its elements by their own names exclude each other. */
  private void refuseBoth(DataType array, String names, DataType... single) throws ConfigException {
    for (DataType each : single) {
      if (stores(array) && stores(each)) {
        String word = array.word();
        throw error(
            "simultaneous usage of '"
                + word
                + "' and '"
                + names
                + "' in a same table is not permitted as '"
                + word
                + "' overrides '"
                + names
                + "'.");
      }
    }
  }

  private boolean stores(DataType wanted) {
    return store.stream().anyMatch(stored -> stored.type() == wanted);
  }

  private String argument(String what) throws ConfigException {
    if (a.get(index).isEmpty()) {
      throw error("missing argument after '" + what + "'.");
    }
    return a.get(index++);
  }

  private void peers(String what) throws ConfigException {
    if (word.equals("table")) {
      throw error("unknown argument '" + what + "'.");
    }
    peers = argument(what);
  }

  private long size(String text) throws ConfigException {
    try {
      long entries = TimeUnits.parseSize(text);
      if (entries > MOST_ENTRIES) {
        char end = text.charAt(text.length() - 1);
        throw error("unexpected character '" + end + "' in argument of 'size'.");
      }
      return entries;
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

  private KeyType type(String text) throws ConfigException {
    KeyType found = KeyType.ofWord(text);
    if (found == null) {
      throw error("unknown type '" + text + "'.");
    }
    length = 0;
    if (found.isSized() && a.get(index).equals("len")) {
      String wanted = a.get(index + 1);
      if (!wanted.matches("[1-9][0-9]{0,8}")) {
        throw error("unknown type '" + wanted + "'.");
      }
      length = Integer.parseInt(wanted);
      index += 2;
    }
    return found;
  }

  private void serverKey() throws ConfigException {
    String text = a.get(index++);
    if (!text.equals("name") && !text.equals("addr")) {
      throw a.error(word + " : unknown server key type '" + text + "'.");
    }
    serverAddresses = text.equals("addr");
  }

  private void store() throws ConfigException {
    String items = a.get(index++);
    int at = 0;
    while (at < items.length()) {
      int end = at;
      while (end < items.length() && items.charAt(end) != ',' && items.charAt(end) != '(') {
        end++;
      }
      String name = items.substring(at, end);
      String argument = null;
      if (end < items.length() && items.charAt(end) == '(') {
        int close = items.indexOf(')', end);
        if (close < 0) {
          throw error("missing closing parenthesis after store option '" + name + "'.");
        }
        argument = items.substring(end + 1, close);
        end = items.indexOf(',', close);
      }
      store(name, argument);
      at = end < 0 ? items.length() : end + 1;
    }
  }

  private void store(String name, @Nullable String argument) throws ConfigException {
    DataType stored = DataType.ofWord(name);
    if (stored == null) {
      throw error("unknown store option '" + name + "'.");
    }
    boolean wantsArgument = stored.isArray() || stored.isRate();
    if (argument != null && !wantsArgument) {
      throw error("unexpected argument to store option '" + name + "'.");
    }
    if (argument == null && wantsArgument) {
      throw error("missing argument to store option '" + name + "'.");
    }
    Stored made = stored(stored, name, argument == null ? "" : argument);
    if (stores(stored)) {
      a.report(a.closeWarning(word + ": store option '" + name + "' already enabled, ignored."));
    } else {
      store.add(made);
    }
  }

  private Stored stored(DataType stored, String name, String argument) throws ConfigException {
    if (!stored.isArray()) {
      return new Stored(stored, 1, stored.isRate() ? period(name, argument) : 0);
    }
    String[] parts = argument.split(",", 2);
    int elements = elements(name, parts[0]);
    if (!stored.isRate()) {
      return new Stored(stored, elements, 0);
    }
    if (parts.length < 2) {
      throw error("missing argument to store option '" + name + "'.");
    }
    return new Stored(stored, elements, period(name, parts[1]));
  }

  /** A number of elements; what stands behind its digits does not matter. */
  private int elements(String name, String argument) throws ConfigException {
    String digits = argument.replaceFirst("^(\\d{0,4}).*$", "$1");
    int count = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    if (count < 1 || count > MOST_ELEMENTS) {
      throw error(
          "array size is out of allowed range (1-"
              + MOST_ELEMENTS
              + ") for store option '"
              + name
              + "'.");
    }
    return count;
  }

  private int period(String name, String argument) throws ConfigException {
    try {
      long period = a.milliseconds(argument, TimeUnits.Unit.MILLISECONDS);
      if (period <= Integer.MAX_VALUE) {
        return (int) period;
      }
    } catch (TimeUnits.BadTimeException e) {
      throw error("error when processing store option '" + name + "'.");
    }
    throw error("error when processing store option '" + name + "'.");
  }
}

package io.jhaproxy.core.runtime;

import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TableKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Commands about stick tables (management guide 9.3). */
final class TableCommands {
  private static final int NAME = 2;
  private static final int FIRST = 3;
  private static final String DATA = "data.";

  private TableCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "show table",
            "show table <table> [<filter>]*",
            "stick tables, or the entries of one",
            TableCommands::show),
        Command.user(
            "set table",
            "set table <table> key <k> [data.* <v>]*",
            "create or change an entry",
            TableCommands::set),
        Command.user(
            "clear table",
            "clear table <table> [<filter>]*",
            "remove entries",
            TableCommands::clear),
        Command.user(
            "show peers",
            "show peers [dict|-] [section]",
            "peers and what they share",
            TableCommands::peers));
  }

  private static void peers(Call call) throws RefusedException {
    boolean names = call.word(NAME).equals("dict");
    boolean option = names || call.word(NAME).equals("-");
    call.print(call.view().peers(call.word(option ? NAME + 1 : NAME), names));
  }

  private static StickTable table(Call call) throws RefusedException {
    for (StickTable table : call.view().tables()) {
      if (table.model().name().equals(call.word(NAME))) {
        return table;
      }
    }
    throw new RefusedException("No such table");
  }

  // -- show

  private static void show(Call call) throws RefusedException {
    if (call.word(NAME).isEmpty()) {
      List<StickTable> all = new ArrayList<>(call.view().tables());
      Collections.reverse(all);
      all.forEach(table -> call.print(title(table)));
      return;
    }
    StickTable table = table(call);
    String what = call.word(FIRST);
    if (what.equals("key")) {
      call.require(Level.OPERATOR);
      int handle = table.find(key(call, table, "Showing"), table.now());
      if (handle != StickTable.NONE) {
        call.print(title(table) + line(table, handle, table.now(), 1));
        table.release(handle);
      }
    } else if (what.startsWith(DATA) || what.isEmpty()) {
      TableFilter filter = TableFilter.read(call, table);
      StringBuilder text = new StringBuilder(title(table));
      if (call.session().level() == Level.USER) {
        call.print(text + "# contents not dumped due to insufficient privileges\n");
        return;
      }
      each(table, filter, handle -> text.append(line(table, handle, table.now(), 1)));
      call.print(text.toString());
    } else {
      throw new RefusedException(
          "Optional argument only supports \"data.<store_data_type>\" <operator> <value> and key"
              + " <key>");
    }
  }

  private interface Visitor {
    void visit(int handle);
  }

  /** Visits the entries that a filter lets pass, in the order of their keys, and releases them. */
  private static void each(StickTable table, TableFilter filter, Visitor visitor) {
    long now = table.now();
    record Keyed(int handle, byte[] key) {}
    List<Keyed> entries = new ArrayList<>();
    for (int handle : table.all(now)) {
      entries.add(new Keyed(handle, table.key(handle)));
    }
    entries.sort(Comparator.comparing(Keyed::key, Arrays::compareUnsigned));
    for (Keyed entry : entries) {
      if (filter.passes(table, entry.handle(), now)) {
        visitor.visit(entry.handle());
      }
      table.release(entry.handle());
    }
  }

  private static String title(StickTable table) {
    return "# table: "
        + table.model().name()
        + ", type: "
        + table.model().type().word()
        + ", size:"
        + table.model().size()
        + ", used:"
        + table.used()
        + "\n";
  }

  /** An entry; of its references so many are our own. */
  private static String line(StickTable table, int handle, long now, int own) {
    long expiry = table.expiryOf(handle);
    StringBuilder text = new StringBuilder();
    text.append("0x")
        .append(Integer.toHexString(System.identityHashCode(table) + handle))
        .append(": key=")
        .append(TableKeys.text(table.model().type(), table.key(handle)))
        .append(" use=")
        .append(table.references(handle) - own)
        .append(" exp=")
        .append(expiry == StickTable.NEVER ? 0 : Math.max(0, expiry - now));
    for (Column column : table.columns()) {
      text.append(' ').append(column.label()).append('=');
      long value = table.value(handle, column, now);
      if (column.kind() == DataType.Kind.NAME) {
        String name = table.names().name(value);
        text.append(name == null ? "-" : name);
      } else {
        text.append(Long.toUnsignedString(value));
      }
    }
    return text.append('\n').toString();
  }

  private static void remove(StickTable table, TableFilter filter) {
    long now = table.now();
    for (int handle : table.all(now)) {
      if (filter.passes(table, handle, now)) {
        table.releaseAndRemove(handle);
      } else {
        table.release(handle);
      }
    }
  }

  // -- keys

  private static Slice key(Call call, StickTable table, String doing) throws RefusedException {
    String text = call.word(FIRST + 1);
    if (text.isEmpty()) {
      throw new RefusedException("Key value expected");
    }
    byte[] key =
        switch (table.model().type()) {
          case IP -> TableText.ip(text);
          case IPV6 -> TableText.ipv6(text);
          case INTEGER -> TableText.integer(text);
          case STRING -> TableText.string(text);
          case BINARY ->
              throw new RefusedException(
                  doing
                      + " keys "
                      + (doing.equals("Inserting") ? "into" : "from")
                      + " tables of type other than ip, ipv6, string and integer is not supported");
        };
    if (key == null) {
      throw new RefusedException("Invalid key");
    }
    return Slice.of(key);
  }

  // -- set

  private static void set(Call call) throws RefusedException {
    if (call.word(NAME).isEmpty()) {
      throw new RefusedException(
          "Required arguments: <table> key <key> [data.<store_data_type> <value>]*");
    }
    StickTable table = table(call);
    String what = call.word(FIRST);
    if (what.startsWith(DATA)) {
      throw new RefusedException(
          "content-based lookup is only supported with the \"show\" and \"clear\" actions");
    }
    if (what.isEmpty()) {
      return;
    }
    if (!what.equals("key")) {
      throw new RefusedException(
          "Required arguments: <table> key <key> [data.<store_data_type> <value>]*");
    }
    call.require(Level.OPERATOR);
    int handle = table.acquire(key(call, table, "Inserting"), table.now());
    if (handle == StickTable.NONE) {
      throw new RefusedException("Unable to allocate a new entry");
    }
    try {
      for (int i = FIRST + 2; !call.word(i).isEmpty(); i += 2) {
        setValue(table, handle, call.word(i), call.word(i + 1));
      }
    } finally {
      table.release(handle);
    }
  }

  private static void setValue(StickTable table, int handle, String word, String text)
      throws RefusedException {
    if (!word.startsWith(DATA)) {
      throw new RefusedException("\"data.<type>\" followed by a value expected");
    }
    Column column = column(table, word.substring(DATA.length()), "");
    Long value = TableText.number(text);
    if (value == null) {
      throw new RefusedException("Require a valid integer value to store");
    }
    table.set(handle, column, value, table.now());
  }

  /** A stored value by the word for its type. */
  static Column column(StickTable table, String word, String prefix) throws RefusedException {
    DataType type = DataType.ofWord(word);
    if (type == null) {
      throw new RefusedException(prefix + "Unknown data type");
    }
    Column column = table.stores(type) ? table.column(type) : null;
    if (column == null) {
      throw new RefusedException(prefix + "Data type not stored in this table");
    }
    return column;
  }

  // -- clear

  private static void clear(Call call) throws RefusedException {
    String required =
        "Required arguments: <table> \"data.<store_data_type>\" <operator> <value> or <table> key"
            + " <key>";
    if (call.word(NAME).isEmpty()) {
      throw new RefusedException(required);
    }
    StickTable table = table(call);
    String what = call.word(FIRST);
    if (what.equals("key")) {
      call.require(Level.OPERATOR);
      int handle = table.find(key(call, table, "Removing"), table.now());
      if (handle != StickTable.NONE && !table.releaseAndRemove(handle)) {
        throw new RefusedException("Entry currently in use, cannot remove");
      }
    } else if (what.startsWith(DATA) || what.isEmpty()) {
      TableFilter filter = TableFilter.read(call, table);
      if (call.session().level() != Level.USER) {
        remove(table, filter);
      }
    } else {
      throw new RefusedException(required);
    }
  }
}

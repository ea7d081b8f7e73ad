package io.jhaproxy.core.table;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Entries of a table as bytes, for another process that has a table of the same form. */
public final class EntryStream {
  private final StickTable table;
  private final EntryCopy copy;

  /** For the entries of one table. One thread. */
  public EntryStream(StickTable table) {
    this.table = table;
    this.copy = new EntryCopy(table);
  }

  /**
   * What must be the same on both sides: keys and stored values. Read {@link StickTableModel} for
   * the rest.
   */
  public static String form(StickTable table) {
    StickTableModel model = table.model();
    List<String> labels = table.columns().stream().map(Column::label).toList();
    return model.type() + " " + model.length() + " " + model.serverAddresses() + " " + labels;
  }

  /** Writes an entry that is referred to. */
  public void write(int handle, DataOutput to) throws IOException {
    table.copy(handle, copy, table.now());
    to.writeInt(copy.key().length);
    to.write(copy.key());
    to.writeLong(copy.remaining());
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i).kind()) {
        case NAME -> {
          String name = table.names().name(copy.value(i));
          to.writeUTF(name == null ? "" : name);
        }
        case RATE -> {
          to.writeLong(copy.value(i));
          to.writeLong(copy.current(i));
          to.writeLong(copy.previous(i));
        }
        default -> to.writeLong(copy.value(i));
      }
    }
  }

  /** Reads an entry; the result is valid until the next one. */
  EntryCopy read(DataInput from) throws IOException {
    byte[] key = new byte[from.readInt()];
    from.readFully(key);
    copy.begin(key, from.readLong());
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i).kind()) {
        case NAME -> {
          String name = from.readUTF();
          copy.set(i, name.isEmpty() ? 0 : table.names().number(name), 0, 0);
        }
        case RATE -> copy.set(i, from.readLong(), from.readLong(), from.readLong());
        default -> copy.set(i, from.readLong(), 0, 0);
      }
    }
    return copy;
  }
}

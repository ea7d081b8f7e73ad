package io.jhaproxy.core.generation;

import io.netty.channel.unix.DomainSocketAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes: their components in order. A component is a number, boolean, text, block of
 * bytes or numbers, enumeration, address, record, or a list of these; null is kept.
 */
final class RecordCodec {
  private RecordCodec() {}

  /** What a record and all that it is made of look like: equal where one can read the other's. */
  static String form(Class<?> type) {
    Set<String> forms = new TreeSet<>();
    collect(type, forms);
    return String.join(" ", forms);
  }

  private static void collect(Type type, Set<String> forms) {
    if (type instanceof ParameterizedType list) {
      collect(list.getActualTypeArguments()[0], forms);
    } else if (type instanceof Class<?> kind && kind.isRecord()) {
      StringBuilder form = new StringBuilder(kind.getSimpleName());
      for (RecordComponent component : kind.getRecordComponents()) {
        form.append(',').append(component.getGenericType()).append(' ').append(component.getName());
      }
      if (forms.add(form.toString())) {
        for (RecordComponent component : kind.getRecordComponents()) {
          collect(component.getGenericType(), forms);
        }
      }
    } else if (type instanceof Class<?> kind && kind.isEnum()) {
      forms.add(kind.getSimpleName() + Arrays.toString(kind.getEnumConstants()));
    }
  }

  /** Writes a record. */
  static void write(Record record, DataOutput to) throws IOException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value;
      try {
        component.getAccessor().setAccessible(true);
        value = component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
      value(component.getType(), value, to);
    }
  }

  private static void value(Class<?> type, @Nullable Object value, DataOutput to)
      throws IOException {
    to.writeBoolean(value != null);
    if (value == null) {
      return;
    }
    if (value instanceof Long || value instanceof Integer) {
      to.writeLong(((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      to.writeBoolean(flag);
    } else if (value instanceof String text) {
      block(text.getBytes(StandardCharsets.UTF_8), to);
    } else if (value instanceof byte[] bytes) {
      block(bytes, to);
    } else if (value instanceof long[] numbers) {
      to.writeInt(numbers.length);
      for (long number : numbers) {
        to.writeLong(number);
      }
    } else if (value instanceof Enum<?> constant) {
      to.writeInt(constant.ordinal());
    } else if (value instanceof List<?> list) {
      to.writeInt(list.size());
      for (Object each : list) {
        value(Object.class, each, to);
      }
    } else if (value instanceof SocketAddress address) {
      address(address, to);
    } else if (value instanceof Record inner) {
      write(inner, to);
    } else {
      throw new IllegalStateException("a component of type " + type);
    }
  }

  private static void block(byte[] bytes, DataOutput to) throws IOException {
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  private static void address(SocketAddress address, DataOutput to) throws IOException {
    if (address instanceof InetSocketAddress inet) {
      InetAddress known = inet.getAddress();
      to.writeInt(inet.getPort());
      block(known == null ? new byte[0] : known.getAddress(), to);
      to.writeUTF(known == null ? inet.getHostString() : "");
    } else {
      to.writeInt(-1);
      to.writeUTF(address instanceof DomainSocketAddress unix ? unix.path() : address.toString());
    }
  }

  /** Reads what {@link #write} has written of a record of the same form. */
  static <R extends Record> R read(Class<R> type, DataInput from) throws IOException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType(), from);
    }
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException refused) {
      throw new IOException("what came makes no sense", refused);
    }
  }

  private static @Nullable Object value(Type type, DataInput from) throws IOException {
    if (!from.readBoolean()) {
      return null;
    }
    if (type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      int size = from.readInt();
      List<@Nullable Object> all = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        all.add(value(element, from));
      }
      return all;
    }
    Class<?> kind = (Class<?>) type;
    if (kind == long.class) {
      return from.readLong();
    } else if (kind == int.class) {
      return (int) from.readLong();
    } else if (kind == boolean.class) {
      return from.readBoolean();
    } else if (kind == String.class) {
      return new String(block(from), StandardCharsets.UTF_8);
    } else if (kind == byte[].class) {
      return block(from);
    } else if (kind == long[].class) {
      long[] numbers = new long[from.readInt()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = from.readLong();
      }
      return numbers;
    } else if (kind.isEnum()) {
      return kind.getEnumConstants()[from.readInt()];
    } else if (kind == SocketAddress.class) {
      return address(from);
    }
    return read(kind.asSubclass(Record.class), from);
  }

  private static byte[] block(DataInput from) throws IOException {
    byte[] bytes = new byte[from.readInt()];
    from.readFully(bytes);
    return bytes;
  }

  private static SocketAddress address(DataInput from) throws IOException {
    int port = from.readInt();
    if (port < 0) {
      return new DomainSocketAddress(from.readUTF());
    }
    byte[] bytes = block(from);
    String host = from.readUTF();
    return bytes.length == 0
        ? InetSocketAddress.createUnresolved(host, port)
        : new InetSocketAddress(InetAddress.getByAddress(bytes), port);
  }
}

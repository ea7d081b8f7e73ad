package io.jhaproxy.core.stats;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The counters of a kind by name, for those that go to another process. What is going on now
 * (current sessions, the queue) is left out: it belongs to the process where it goes on. Not for
 * the hot path.
 *
 * @param <T> the kind
 */
public final class CounterFields<T extends TrafficCounters> {
  private static final Set<String> CURRENT = Set.of("scur", "qcur");
  private static final Set<String> MAXIMA =
      Set.of("smax", "lastSession", "qtimeMax", "ctimeMax", "rtimeMax", "ttimeMax");

  /** Counters of frontends, backends and listeners. */
  public static final CounterFields<ProxyCounters> PROXY = new CounterFields<>(ProxyCounters.class);

  /** Counters of servers. */
  public static final CounterFields<ServerCounters> SERVER =
      new CounterFields<>(ServerCounters.class);

  private final List<Field> fields = new ArrayList<>();

  private CounterFields(Class<T> kind) {
    for (Field field : kind.getFields()) {
      boolean counts = field.getType() == long.class && !Modifier.isStatic(field.getModifiers());
      if (counts && !CURRENT.contains(field.getName())) {
        fields.add(field);
      }
    }
    fields.sort(Comparator.comparing(Field::getName));
  }

  /** The names, in the order of the values; those of the Java fields. */
  public List<String> names() {
    return fields.stream().map(Field::getName).toList();
  }

  /** The values now. */
  public long[] values(T of) {
    long[] values = new long[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(fields.get(i), of);
    }
    return values;
  }

  /**
   * What was counted between two readings, to be given to {@link #add}. A counter that has become
   * smaller was cleared between them.
   */
  public long[] since(long[] before, long[] now) {
    long[] more = now.clone();
    for (int i = 0; i < more.length; i++) {
      if (!MAXIMA.contains(fields.get(i).getName()) && now[i] >= before[i]) {
        more[i] -= before[i];
      }
    }
    return more;
  }

  /** Adds sums and raises maxima; only who writes the counters otherwise may call it. */
  public void add(long[] more, T into) {
    for (int i = 0; i < more.length; i++) {
      Field field = fields.get(i);
      long now = get(field, into);
      boolean maximum = MAXIMA.contains(field.getName());
      try {
        field.setLong(into, maximum ? Math.max(now, more[i]) : now + more[i]);
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static long get(Field field, Object of) {
    try {
      return field.getLong(of);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

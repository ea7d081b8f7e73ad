package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * IPv4 and IPv6 networks (manual 7.1.6), longest prefix first. Networks are grouped by prefix
 * length and each group is searched by halves, so a long list costs at most 33 or 129 short
 * searches. IPv4 masks with holes are looked at one by one.
 */
final class Networks implements Patterns {
  private static final IntPredicate ALL = index -> true;

  private final Group[] groups4 = new Group[33];
  private final Group[] groups6 = new Group[129];
  private final List<Irregular> irregular = new ArrayList<>();
  private final byte[] prefixes;

  /** An IPv4 mask with holes. */
  private record Irregular(long network, long mask, int index) {}

  /** Networks of one length, sorted once all are there; of equal ones the first stands first. */
  private static final class Group {
    private int size;
    private long[] high = new long[4];
    private long[] low = new long[4];
    private int[] indexes = new int[4];

    void add(long addedHigh, long addedLow, int index) {
      if (size == indexes.length) {
        high = Arrays.copyOf(high, size * 2);
        low = Arrays.copyOf(low, size * 2);
        indexes = Arrays.copyOf(indexes, size * 2);
      }
      high[size] = addedHigh;
      low[size] = addedLow;
      indexes[size++] = index;
    }

    void sort() {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> compare(a, high[b], low[b]));
      high = Arrays.stream(order).mapToLong(i -> high[i]).toArray();
      low = Arrays.stream(order).mapToLong(i -> low[i]).toArray();
      indexes = Arrays.stream(order).mapToInt(i -> indexes[i]).toArray();
    }

    private int compare(int at, long otherHigh, long otherLow) {
      int byHigh = Long.compare(high[at], otherHigh);
      return byHigh != 0 ? byHigh : Long.compare(low[at], otherLow);
    }

    int find(long wantedHigh, long wantedLow, IntPredicate present) {
      int from = 0;
      int to = size;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (compare(middle, wantedHigh, wantedLow) < 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      while (from < size && compare(from, wantedHigh, wantedLow) == 0) {
        if (present.test(indexes[from])) {
          return indexes[from];
        }
        from++;
      }
      return -1;
    }
  }

  Networks(List<PatternSets.Source> sources) throws ExpressionException {
    prefixes = new byte[sources.size()];
    for (int i = 0; i < sources.size(); i++) {
      add(sources.get(i), i);
    }
    for (Group[] groups : Arrays.asList(groups4, groups6)) {
      for (Group group : groups) {
        if (group != null) {
          group.sort();
        }
      }
    }
  }

  private void add(PatternSets.Source source, int index) throws ExpressionException {
    String text = source.text();
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String mask = slash < 0 ? "" : text.substring(slash + 1);
    if (slash >= 0 && mask.isEmpty()) {
      throw wrong(text);
    }
    Address address = new Address();
    if (host.indexOf(':') >= 0) {
      if (!AddressText.parse(Slice.of(host), address)) {
        throw wrong(text);
      }
    } else if (isNumeric(host)) {
      address.setIpv4((int) abbreviated(host, text), 0);
    } else if (source.resolves()) {
      resolve(host, text, address);
    } else {
      throw wrong(text);
    }
    if (address.family() == Address.IPV6) {
      int prefix = prefix(mask, 128, text);
      put(
          groups6,
          prefix,
          masked(address.high(), prefix),
          masked(address.low(), prefix - 64),
          index);
      return;
    }
    if (mask.indexOf('.') >= 0) {
      long bits = abbreviated(mask, text);
      int prefix = Integer.bitCount((int) bits);
      if ((int) bits != (prefix == 0 ? 0 : -1 << 32 - prefix)) {
        irregular.add(new Irregular(address.low() & bits, bits, index));
      } else {
        put(groups4, prefix, 0, address.low() & bits, index);
      }
      return;
    }
    int prefix = prefix(mask, 32, text);
    put(groups4, prefix, 0, masked4(address.low(), prefix), index);
  }

  private void put(Group[] groups, int prefix, long high, long low, int index) {
    Group group = groups[prefix];
    if (group == null) {
      group = new Group();
      groups[prefix] = group;
    }
    prefixes[index] = (byte) prefix;
    group.add(high, low, index);
  }

  private static boolean isNumeric(String host) {
    boolean numeric = !host.isEmpty();
    for (int i = 0; numeric && i < host.length(); i++) {
      numeric = host.charAt(i) == '.' || isDigit(host.charAt(i));
    }
    return numeric;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A number of 1 to {@code digits} digits, or -1. */
  private static long number(String text, int digits) {
    if (text.isEmpty() || text.length() > digits) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static long masked4(long bits, int prefix) {
    return prefix == 0 ? 0 : bits & 0xffffffffL << 32 - prefix & 0xffffffffL;
  }

  /** The first {@code prefix} bits of a half; none if that is not positive. */
  private static long masked(long half, int prefix) {
    return prefix <= 0 ? 0 : prefix >= 64 ? half : half & -1L << 64 - prefix;
  }

  private static int prefix(String mask, int bits, String text) throws ExpressionException {
    if (mask.isEmpty()) {
      return bits;
    }
    long prefix = number(mask, 3);
    if (prefix < 0 || prefix > bits) {
      throw wrong(text);
    }
    return (int) prefix;
  }

  /** As inet_aton(3): the last part fills what is left, {@code 10.12} is 10.0.0.12. */
  private static long abbreviated(String host, String text) throws ExpressionException {
    long value = 0;
    int from = 0;
    for (int i = 0; from >= 0; i++) {
      int dot = host.indexOf('.', from);
      long part = number(host.substring(from, dot < 0 ? host.length() : dot), 10);
      long most = dot < 0 ? (1L << 8 * (4 - i)) - 1 : 255;
      if (i > 3 || part < 0 || part > most) {
        throw wrong(text);
      }
      value |= part << (dot < 0 ? 0 : 24 - 8 * i);
      from = dot < 0 ? -1 : dot + 1;
    }
    return value;
  }

  private static void resolve(String host, String text, Address into) throws ExpressionException {
    try {
      into.setBytes(InetAddress.getByName(host).getAddress(), 0);
    } catch (UnknownHostException e) {
      throw wrong(text);
    }
  }

  private static ExpressionException wrong(String text) {
    return new ExpressionException(0, 0, "'" + text + "' is not a valid IPv4 or IPv6 address");
  }

  @Override
  public int match(Sample sample) {
    return match(sample, ALL);
  }

  @Override
  public int match(Sample sample, IntPredicate present) {
    Address address = sample.address;
    if (address.family() == Address.IPV4) {
      int index = match4(address.low(), present);
      return index >= 0 ? index : match6(0, 0xffff_0000_0000L | address.low(), present);
    }
    int index = match6(address.high(), address.low(), present);
    if (index >= 0) {
      return index;
    }
    if (address.high() == 0 && (address.low() >>> 32 == 0xffff || address.low() >>> 32 == 0)) {
      return match4(address.low() & 0xffffffffL, present);
    }
    return address.high() >>> 48 == 0x2002
        ? match4(address.high() >>> 16 & 0xffffffffL, present)
        : -1;
  }

  private int match4(long bits, IntPredicate present) {
    for (int length = 32; length >= 0; length--) {
      Group group = groups4[length];
      int index = group == null ? -1 : group.find(0, masked4(bits, length), present);
      if (index >= 0) {
        return index;
      }
    }
    for (int i = 0; i < irregular.size(); i++) {
      Irregular one = irregular.get(i);
      if ((bits & one.mask()) == one.network() && present.test(one.index())) {
        return one.index();
      }
    }
    return -1;
  }

  private int match6(long high, long low, IntPredicate present) {
    for (int length = 128; length >= 0; length--) {
      Group group = groups6[length];
      int index =
          group == null ? -1 : group.find(masked(high, length), masked(low, length - 64), present);
      if (index >= 0) {
        return index;
      }
    }
    return -1;
  }

  @Override
  public int rank(int index) {
    return prefixes[index] & 0xff;
  }
}

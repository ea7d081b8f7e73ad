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
import java.util.Comparator;
import java.util.List;

/**
 * IPv4 and IPv6 networks (manual 7.1.6), longest prefix first. Networks are grouped by prefix
 * length and each group is searched by halves, so a long list costs at most 33 or 129 short
 * searches. IPv4 masks with holes are looked at one by one.
 */
final class Networks implements Patterns {
  private final Group[] groups4 = new Group[33];
  private final Group[] groups6 = new Group[129];
  private final List<Irregular> irregular = new ArrayList<>();
  private final byte[] prefixes;

  /** A network and the place of its pattern. */
  private record Network(long high, long low, int index) {}

  /** An IPv4 mask with holes. */
  private record Irregular(long network, long mask, int index) {}

  /** Networks of one length, sorted. */
  private static final class Group {
    private final List<Network> added = new ArrayList<>();
    private long[] high = new long[0];
    private long[] low = new long[0];
    private int[] indexes = new int[0];

    void sort() {
      added.sort(
          Comparator.comparingLong(Network::high)
              .thenComparingLong(Network::low)
              .thenComparingInt(Network::index));
      high = added.stream().mapToLong(Network::high).toArray();
      low = added.stream().mapToLong(Network::low).toArray();
      indexes = added.stream().mapToInt(Network::index).toArray();
    }

    int find(long wantedHigh, long wantedLow) {
      int from = 0;
      int to = high.length;
      while (from < to) {
        int middle = (from + to) >>> 1;
        int order = Long.compare(high[middle], wantedHigh);
        order = order != 0 ? order : Long.compare(low[middle], wantedLow);
        if (order < 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      boolean found = from < high.length && high[from] == wantedHigh && low[from] == wantedLow;
      return found ? indexes[from] : -1;
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
    } else if (host.matches("[0-9.]+")) {
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
    group.added.add(new Network(high, low, index));
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
    if (!mask.matches("\\d{1,3}") || Integer.parseInt(mask) > bits) {
      throw wrong(text);
    }
    return Integer.parseInt(mask);
  }

  /** As inet_aton(3): the last part fills what is left, {@code 10.12} is 10.0.0.12. */
  private static long abbreviated(String host, String text) throws ExpressionException {
    String[] parts = host.split("\\.", -1);
    if (parts.length > 4) {
      throw wrong(text);
    }
    long value = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long most = last ? (1L << 8 * (4 - i)) - 1 : 255;
      if (!parts[i].matches("\\d{1,10}") || Long.parseLong(parts[i]) > most) {
        throw wrong(text);
      }
      value |= Long.parseLong(parts[i]) << (last ? 0 : 24 - 8 * i);
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
    Address address = sample.address;
    if (address.family() == Address.IPV4) {
      int index = match4(address.low());
      return index >= 0 ? index : match6(0, 0xffff_0000_0000L | address.low());
    }
    int index = match6(address.high(), address.low());
    if (index >= 0) {
      return index;
    }
    if (address.high() == 0 && (address.low() >>> 32 == 0xffff || address.low() >>> 32 == 0)) {
      return match4(address.low() & 0xffffffffL);
    }
    return address.high() >>> 48 == 0x2002 ? match4(address.high() >>> 16 & 0xffffffffL) : -1;
  }

  private int match4(long bits) {
    for (int length = 32; length >= 0; length--) {
      Group group = groups4[length];
      int index = group == null ? -1 : group.find(0, masked4(bits, length));
      if (index >= 0) {
        return index;
      }
    }
    for (int i = 0; i < irregular.size(); i++) {
      Irregular one = irregular.get(i);
      if ((bits & one.mask()) == one.network()) {
        return one.index();
      }
    }
    return -1;
  }

  private int match6(long high, long low) {
    for (int length = 128; length >= 0; length--) {
      Group group = groups6[length];
      int index = group == null ? -1 : group.find(masked(high, length), masked(low, length - 64));
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

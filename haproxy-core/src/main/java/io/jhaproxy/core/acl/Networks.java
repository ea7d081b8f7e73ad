package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * IPv4 and IPv6 networks (manual 7.1.6), longest prefix first. IPv4 networks are grouped by prefix
 * length and each group is searched by halves, so a long list costs at most 33 short searches.
 */
final class Networks implements Patterns {
  private static final int LENGTHS = 33;

  /** Per prefix length: sorted unsigned networks; null if there are none. */
  private final long[][] networks4 = new long[LENGTHS][];

  private final int[][] indexes4 = new int[LENGTHS][];
  private final Network6[] networks6;

  private record Network4(long network, int index) {}

  private record Network6(long high, long low, int prefix, int index) {
    boolean contains(long otherHigh, long otherLow) {
      long highMask = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
      long lowMask = prefix <= 64 ? 0 : -1L << (128 - prefix);
      return ((high ^ otherHigh) & highMask) == 0 && ((low ^ otherLow) & lowMask) == 0;
    }
  }

  Networks(List<PatternSets.Source> sources) throws ExpressionException {
    List<List<Network4>> groups = new java.util.ArrayList<>();
    for (int i = 0; i < LENGTHS; i++) {
      groups.add(new java.util.ArrayList<>());
    }
    List<Network6> long6 = new java.util.ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      add(sources.get(i).text(), i, groups, long6);
    }
    for (int length = 0; length < LENGTHS; length++) {
      List<Network4> group = groups.get(length);
      if (!group.isEmpty()) {
        group.sort(Comparator.comparingLong(Network4::network));
        networks4[length] = group.stream().mapToLong(Network4::network).toArray();
        indexes4[length] = group.stream().mapToInt(Network4::index).toArray();
      }
    }
    long6.sort(Comparator.comparingInt(network -> -network.prefix()));
    networks6 = long6.toArray(new Network6[0]);
  }

  private static void add(String text, int index, List<List<Network4>> groups, List<Network6> long6)
      throws ExpressionException {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String mask = slash < 0 ? "" : text.substring(slash + 1);
    if (host.indexOf(':') >= 0) {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
      if (bytes == null || bytes.length != 16) {
        throw wrong(text);
      }
      Address address = new Address().setBytes(bytes, 0);
      long6.add(new Network6(address.high(), address.low(), prefix(mask, 128, text), index));
      return;
    }
    int prefix = prefix(mask, 32, text);
    long bits = abbreviated(host, text);
    long network = prefix == 0 ? 0 : bits & (0xffffffffL << (32 - prefix)) & 0xffffffffL;
    groups.get(prefix).add(new Network4(network, index));
  }

  private static int prefix(String mask, int bits, String text) throws ExpressionException {
    if (mask.isEmpty()) {
      return bits;
    }
    if (mask.indexOf('.') >= 0 && bits == 32) {
      int value = (int) abbreviated(mask, text);
      int prefix = Integer.bitCount(value);
      if (value != (prefix == 0 ? 0 : -1 << (32 - prefix))) {
        throw wrong(text);
      }
      return prefix;
    }
    try {
      int prefix = Integer.parseInt(mask);
      if (prefix >= 0 && prefix <= bits) {
        return prefix;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  /** Dotted IPv4 with missing zero parts: {@code 10.12} is 10.0.0.12. */
  private static long abbreviated(String host, String text) throws ExpressionException {
    String[] parts = host.split("\\.", -1);
    if (parts.length > 4) {
      throw wrong(text);
    }
    long value = 0;
    for (int i = 0; i < parts.length; i++) {
      int part;
      try {
        part = Integer.parseInt(parts[i]);
      } catch (NumberFormatException e) {
        throw wrong(text);
      }
      if (part < 0 || part > 255) {
        throw wrong(text);
      }
      int position = i == parts.length - 1 && i > 0 ? 3 : i;
      value |= (long) part << (24 - 8 * position);
    }
    return value;
  }

  private static ExpressionException wrong(String text) {
    return new ExpressionException(0, 0, "'" + text + "' is not a valid IPv4 or IPv6 address");
  }

  @Override
  public int match(SampleContext context, Sample sample) {
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
      long[] group = networks4[length];
      if (group != null) {
        long network = length == 0 ? 0 : bits & (0xffffffffL << (32 - length)) & 0xffffffffL;
        int at = Arrays.binarySearch(group, network);
        if (at >= 0) {
          return indexes4[length][at];
        }
      }
    }
    return -1;
  }

  private int match6(long high, long low) {
    for (Network6 network : networks6) {
      if (network.contains(high, low)) {
        return network.index();
      }
    }
    return -1;
  }
}

package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Conversions between sample types that happen by themselves (manual 7.3). */
public final class Casts {
  private Casts() {}

  /**
   * True if values of a type can be converted at all; null stands for a type that is known only
   * when it is evaluated.
   */
  public static boolean isPossible(@Nullable SampleType from, @Nullable SampleType to) {
    if (from == null || to == null || from == to) {
      return true;
    }
    return switch (to) {
      case STR, BIN, METH -> true;
      case SINT -> from != SampleType.IPV6 && from != SampleType.BIN && from != SampleType.METH;
      case BOOL -> from == SampleType.SINT || from == SampleType.STR;
      case IPV4, IPV6, ADDR ->
          from.isAddress() || from == SampleType.SINT || from == SampleType.STR;
    };
  }

  /** Turns the sample into the wanted type; false if its value cannot be. */
  public static boolean cast(Sample sample, SampleType to, Scratch scratch) {
    SampleType from = sample.type;
    if (from.isBytes() && to.isBytes()) {
      if (from == SampleType.BIN && to == SampleType.STR) {
        cutAtZero(sample.bytes);
      }
      sample.type = to;
      return true;
    }
    if (from == to) {
      return true;
    }
    return switch (to) {
      case STR, METH -> toText(sample, to, scratch);
      case BIN -> toBlock(sample, scratch);
      case SINT -> toInteger(sample);
      case BOOL -> toBoolean(sample);
      case IPV4, IPV6, ADDR -> toAddress(sample, to);
    };
  }

  /** A block becomes a text as in C: a zero ends it. */
  private static void cutAtZero(Slice bytes) {
    int zero = bytes.indexOf(0, 0);
    if (zero >= 0) {
      bytes.narrow(0, zero);
    }
  }

  private static boolean toText(Sample sample, SampleType to, Scratch scratch) {
    ByteBuf memory = scratch.memory();
    if (scratch.free() < 64) {
      return false;
    }
    int start = memory.writerIndex();
    if (sample.type.isAddress()) {
      AddressText.append(sample.address, memory);
    } else {
      DecimalText.append(sample.number, memory);
    }
    sample.bytes.set(memory, start, memory.writerIndex() - start);
    sample.type = to;
    return true;
  }

  /** Numbers are 8 bytes and addresses 4 or 16, in network order. */
  private static boolean toBlock(Sample sample, Scratch scratch) {
    ByteBuf memory = scratch.memory();
    if (scratch.free() < 16) {
      return false;
    }
    int start = memory.writerIndex();
    switch (sample.type) {
      case IPV4 -> memory.writeInt((int) sample.address.low());
      case IPV6 -> memory.writeLong(sample.address.high()).writeLong(sample.address.low());
      default -> memory.writeLong(sample.number);
    }
    sample.bytes.set(memory, start, memory.writerIndex() - start);
    sample.type = SampleType.BIN;
    return true;
  }

  private static boolean toInteger(Sample sample) {
    if (sample.type.isBytes()) {
      return sample.setInt(DecimalText.parse(sample.bytes));
    }
    if (sample.type == SampleType.BOOL) {
      return sample.setInt(sample.number);
    }
    return sample.type == SampleType.IPV4 && sample.setInt(sample.address.low());
  }

  private static boolean toBoolean(Sample sample) {
    if (sample.type.isBytes()) {
      return sample.setBool(DecimalText.parse(sample.bytes) != 0);
    }
    return !sample.type.isAddress() && sample.setBool(sample.number != 0);
  }

  private static boolean toAddress(Sample sample, SampleType to) {
    if (sample.type.isBytes()) {
      return AddressText.parse(sample.bytes, sample.address)
          && sample.setAddress()
          && widened(sample, to);
    }
    if (sample.type == SampleType.SINT) {
      sample.address.setIpv4((int) sample.number, 0);
      return sample.setAddress() && widened(sample, to);
    }
    return sample.type.isAddress() && (narrowed(sample, to) || widened(sample, to));
  }

  /** Where either family will do, an IPv4 address mapped into IPv6 is one of IPv4. */
  private static boolean narrowed(Sample sample, SampleType to) {
    Address address = sample.address;
    if (to == SampleType.ADDR
        && sample.type == SampleType.IPV6
        && address.high() == 0
        && address.low() >>> 32 == 0xffff) {
      address.setIpv4((int) address.low(), address.port());
      return sample.setAddress();
    }
    return false;
  }

  private static boolean widened(Sample sample, SampleType to) {
    if (sample.type == SampleType.IPV4 && to == SampleType.IPV6) {
      Address address = sample.address;
      address.setIpv6(0, 0xffff_0000_0000L | address.low(), address.port());
      return sample.setAddress();
    }
    return true;
  }
}

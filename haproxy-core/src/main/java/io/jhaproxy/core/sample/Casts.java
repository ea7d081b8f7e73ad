package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;

/** Conversions between sample types that happen by themselves (manual 7.3). */
public final class Casts {
  private Casts() {}

  /** Turns the sample into the wanted type; false if its value cannot be. */
  public static boolean cast(Sample sample, SampleType to, Scratch scratch) {
    SampleType from = sample.type;
    if (from == to || (from.isBytes() && to.isBytes())) {
      sample.type = to;
      return true;
    }
    return switch (to) {
      case STR, BIN, METH -> toText(sample, to, scratch);
      case SINT -> toInteger(sample);
      case BOOL -> toBoolean(sample);
      case IPV4, IPV6 -> toAddress(sample, to);
    };
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
      return AddressText.parse(sample.bytes, sample.address) && sample.setAddress();
    }
    if (sample.type == SampleType.SINT) {
      sample.address.setIpv4((int) sample.number, 0);
      return sample.setAddress();
    }
    if (sample.type == SampleType.IPV4 && to == SampleType.IPV6) {
      sample.address.setIpv6(0, 0xffff_0000_0000L | sample.address.low(), sample.address.port());
      return sample.setAddress();
    }
    return sample.type.isAddress();
  }
}

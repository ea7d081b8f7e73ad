package io.jhaproxy.core.sample;

/** Types of samples (manual 7.3). */
public enum SampleType {
  /** True or false, in {@link Sample#number}. */
  BOOL,
  /** Signed 64-bit integer, in {@link Sample#number}. */
  SINT,
  /** IPv4 address, in {@link Sample#address}. */
  IPV4,
  /** IPv6 address, in {@link Sample#address}. */
  IPV6,
  /** An address of either family; only declared, samples are {@link #IPV4} or {@link #IPV6}. */
  ADDR,
  /** Text, in {@link Sample#bytes}. */
  STR,
  /** Binary block, in {@link Sample#bytes}. */
  BIN,
  /** HTTP method, as text in {@link Sample#bytes}. */
  METH;

  /** True if the value lives in {@link Sample#bytes}. */
  public boolean isBytes() {
    return this == STR || this == BIN || this == METH;
  }

  /** True for addresses. */
  public boolean isAddress() {
    return this == IPV4 || this == IPV6 || this == ADDR;
  }
}

package io.jhaproxy.core.sample;

/**
 * One typed value on its way from a fetch through converters to its user. Mutable, taken from
 * {@link Scratch}, valid until the scratch memory is reset; one worker thread.
 */
public final class Sample {
  /** Type of the value; says which of the other fields counts. */
  public SampleType type = SampleType.BOOL;

  /** Boolean (0 or 1) or integer. */
  public long number;

  /** Bytes of texts and binary blocks; may point into the message. */
  public final Slice bytes = new Slice();

  /** Address of address samples. */
  public final Address address = new Address();

  /** Makes it a boolean. */
  public boolean setBool(boolean value) {
    type = SampleType.BOOL;
    number = value ? 1 : 0;
    return true;
  }

  /** Makes it an integer; returns true so that fetches can end with it. */
  public boolean setInt(long value) {
    type = SampleType.SINT;
    number = value;
    return true;
  }

  /** Makes it a text over the bytes that {@link #bytes} already points at. */
  public boolean setString() {
    type = SampleType.STR;
    return true;
  }

  /** Makes it an address sample from {@link #address}; false if that is no IP address. */
  public boolean setAddress() {
    if (address.family() == Address.IPV4) {
      type = SampleType.IPV4;
      return true;
    }
    type = SampleType.IPV6;
    return address.family() == Address.IPV6;
  }

  /** Takes another sample's value; bytes are shared, not copied. */
  public void set(Sample other) {
    type = other.type;
    number = other.number;
    bytes.set(other.bytes);
    address.set(other.address);
  }
}

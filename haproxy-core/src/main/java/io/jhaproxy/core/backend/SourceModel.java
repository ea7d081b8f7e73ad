package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import org.jspecify.annotations.Nullable;

/**
 * {@code source ADDR[:PORT[-PORT]] [usesrc ...] [interface NAME]}.
 *
 * @param address the address to bind outgoing connections to; null = the system's choice
 * @param useSource {@code usesrc} argument as written ({@code client}, {@code clientip}, an address
 *     or {@code hdr_ip(...)}); empty = none
 * @param interfaceName SO_BINDTODEVICE; empty = none
 */
public record SourceModel(@Nullable Address address, String useSource, String interfaceName) {
  /** The system chooses. */
  public static final SourceModel NONE = new SourceModel(null, "", "");
}

package io.jhaproxy.core.stream;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * A {@code bind} line (or the address of an old {@code listen NAME ADDR}); manual 4.2 and 5.1.
 *
 * @param location the line
 * @param addresses the comma list; a port range stands for one listener per port
 * @param settings the line's parameters; keys are in {@link BindKeys}
 */
public record BindModel(Location location, List<Address> addresses, Settings settings) {
  /** Copies the addresses. */
  public BindModel {
    addresses = List.copyOf(addresses);
  }
}

package io.jhaproxy.vrrp.state;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network interfaces as they are now. The machine looks at them when it starts, when it reloads
 * and when it is told that one changed; answers must be cheap and come from memory.
 */
@FunctionalInterface
public interface Interfaces {
  /** The interface of that name; null if there is none. */
  @Nullable Link find(String name);

  /**
   * An interface.
   *
   * @param name its name
   * @param index its index
   * @param up whether it is administratively up and has carrier (IFF_UP and IFF_RUNNING)
   * @param addresses its addresses of both families, in the kernel's order; virtual addresses may
   *     be among them
   */
  record Link(String name, int index, boolean up, List<InetAddress> addresses) {
    /** Copies the addresses. */
    public Link {
      addresses = List.copyOf(addresses);
    }
  }
}

package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.packet.AdvertEncoder;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** The adverts of an instance as bytes: a master sends the same one every second. */
final class AdvertCache {
  private final AdvertEncoder encoder;
  private final Map<InetAddress, byte[]> encoded = new HashMap<>();
  private int priority = -1;
  private InetAddress source = InetAddress.getLoopbackAddress();

  AdvertCache(AdvertEncoder encoder) {
    this.encoder = encoder;
  }

  byte[] advert(int newPriority, InetAddress newSource, InetAddress destination) {
    if (newPriority != priority || !newSource.equals(source)) {
      encoded.clear();
      priority = newPriority;
      source = newSource;
    }
    return encoded.computeIfAbsent(destination, d -> encoder.encode(priority, source, d));
  }
}

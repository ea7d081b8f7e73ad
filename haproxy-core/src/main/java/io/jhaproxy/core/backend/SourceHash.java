package io.jhaproxy.core.backend;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** What {@code balance source} hashes. */
final class SourceHash {
  private SourceHash() {}

  /** The address as 32-bit words in network order, combined by exclusive or. */
  static int hash(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return 0;
    }
    byte[] bytes = inet.getAddress().getAddress();
    int hash = 0;
    for (int i = 0; i + 3 < bytes.length; i += 4) {
      hash ^=
          (bytes[i] & 0xff) << 24
              | (bytes[i + 1] & 0xff) << 16
              | (bytes[i + 2] & 0xff) << 8
              | (bytes[i + 3] & 0xff);
    }
    return hash;
  }
}

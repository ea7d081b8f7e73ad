package io.jhaproxy.core.runtime;

import io.netty.util.NetUtil;

/** IP addresses in commands. */
final class Addresses {
  private Addresses() {}

  /** Whether the word is an IP address; names are not looked up. */
  static boolean isIp(String word) {
    return NetUtil.isValidIpV4Address(word) || NetUtil.isValidIpV6Address(word);
  }

  /** The shortest form of an IP address. */
  static String canonical(String word) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(word);
    return bytes == null ? word : NetUtil.bytesToIpAddress(bytes);
  }
}

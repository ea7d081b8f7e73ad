package io.jhaproxy.vrrp.packet;

import java.net.InetAddress;
import java.util.Arrays;

/** Addresses as log lines and dumps show them. */
public final class AddressText {
  private AddressText() {}

  /** Without scope; IPv6 with its longest run of zero groups left out (RFC 5952). */
  public static String of(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return shortened(zone < 0 ? text : text.substring(0, zone));
  }

  private static String shortened(String text) {
    if (text.indexOf(':') < 0) {
      return text;
    }
    String[] groups = text.split(":", -1);
    int best = -1;
    int length = 1;
    for (int from = 0; from < groups.length; from++) {
      int to = from;
      while (to < groups.length && groups[to].equals("0")) {
        to++;
      }
      if (to - from > length) {
        best = from;
        length = to - from;
      }
    }
    if (best < 0) {
      return text;
    }
    String head = String.join(":", Arrays.asList(groups).subList(0, best));
    String tail = String.join(":", Arrays.asList(groups).subList(best + length, groups.length));
    return head + "::" + tail;
  }
}

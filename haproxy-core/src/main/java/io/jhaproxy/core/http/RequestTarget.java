package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is for: the forms of the target (RFC 9112 section 3.2) and that the Host field
 * says the same. Origin form, which is what browsers send, is not looked at twice.
 */
final class RequestTarget {
  private static final int BAD = 400;
  private static final byte[] HOST = KnownFields.ascii("host");
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);
  private static final Pattern AUTHORITY = Pattern.compile("[^/?#@]+:[0-9]+");

  private RequestTarget() {}

  /** {@link H1Parser#COMPLETE} or the status of the refusal; takes default ports out. */
  static int check(HttpHead head, boolean relaxed) {
    if (head.hosts > 1 && !mergeHosts(head)) {
      return BAD;
    }
    Slice text = new Slice();
    head.target(text);
    String target = text.toString();
    if (head.methodIs("CONNECT")) {
      boolean good = AUTHORITY.matcher(target).matches() && tunnelHost(head, target);
      return good || relaxed ? H1Parser.COMPLETE : BAD;
    }
    if (target.startsWith("/") || target.startsWith("*")) {
      return H1Parser.COMPLETE;
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      return relaxed ? H1Parser.COMPLETE : BAD;
    }
    String scheme = absolute.group(1).toLowerCase(Locale.ROOT);
    String authority = absolute.group(2);
    String shorter = withoutPort(authority, scheme);
    String host = host(head);
    String named = shorter.substring(shorter.lastIndexOf('@') + 1);
    if (!shorter.equals(authority)) {
      head.setUri(Slice.of(absolute.group(1) + "://" + shorter + absolute.group(3)));
      if (host != null && !host.equals(named)) {
        head.replaceValue(head.find(HOST, 0), Slice.of(named));
      }
    }
    boolean same = host == null || withoutPort(host, scheme).equalsIgnoreCase(named);
    return same || relaxed ? H1Parser.COMPLETE : BAD;
  }

  /** Whether Host names the tunnel's end; a default port is taken out of it. */
  private static boolean tunnelHost(HttpHead head, String target) {
    String host = host(head);
    if (host == null) {
      return true;
    }
    String scheme = target.endsWith(":80") ? "http" : "https";
    String shorter = withoutPort(host, scheme);
    boolean same =
        shorter.equalsIgnoreCase(withoutPort(target, scheme)) || shorter.equalsIgnoreCase(target);
    if (same && !shorter.equals(host)) {
      head.replaceValue(head.find(HOST, 0), Slice.of(shorter));
    }
    return same;
  }

  private static String withoutPort(String authority, String scheme) {
    String port = scheme.equals("https") ? ":443" : scheme.equals("http") ? ":80" : ":";
    if (authority.endsWith(port)) {
      return authority.substring(0, authority.length() - port.length());
    }
    return authority.endsWith(":") ? authority.substring(0, authority.length() - 1) : authority;
  }

  /** Keeps the first of several Host fields; false if they do not say the same. */
  private static boolean mergeHosts(HttpHead head) {
    Slice value = new Slice();
    int first = head.find(HOST, 0);
    head.value(first, value);
    String host = value.toString();
    for (int at = head.find(HOST, first + 1); at >= 0; at = head.find(HOST, at)) {
      head.value(at, value);
      if (!value.toString().equalsIgnoreCase(host)) {
        return false;
      }
      head.remove(at);
    }
    return true;
  }

  private static @Nullable String host(HttpHead head) {
    int at = head.find(HOST, 0);
    if (at < 0) {
      return null;
    }
    Slice value = new Slice();
    head.value(at, value);
    return value.toString();
  }
}

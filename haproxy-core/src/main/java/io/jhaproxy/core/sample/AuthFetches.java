package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Basic authentication against userlists and bearer tokens (manual 7.3.6, http_auth*). */
public final class AuthFetches {
  private static final byte[] AUTHORIZATION = Ascii.bytes("authorization");
  private static final byte[] BEARER = Ascii.bytes("bearer");
  private static final Need HEAD = Need.REQUEST_HEAD;

  private AuthFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.fetch(
        "http_auth",
        SampleType.BOOL,
        HEAD,
        "user list",
        (call, s) -> {
          Userlist list = list(call, s);
          return (x, out) -> out.setBool(user(x, list) != null);
        });
    // The group is what the ACL's patterns are compared with: one value per group of the user.
    library.fetch(
        "http_auth_group",
        SampleType.STR,
        HEAD,
        "user list",
        (call, s) -> new GroupFetch(list(call, s)));
    library.fetch("http_auth_type", SampleType.STR, HEAD, AuthFetches::scheme);
    library.fetch("http_auth_user", SampleType.STR, HEAD, (x, out) -> credential(x, out, 0));
    library.fetch("http_auth_pass", SampleType.STR, HEAD, (x, out) -> credential(x, out, 1));
    library.fetch(
        "http_auth_bearer",
        SampleType.STR,
        HEAD,
        "[string]",
        (call, s) -> {
          byte[] header = Ascii.lowerBytes(call.argument(0));
          return (x, out) -> bearer(x, out, header);
        });
  }

  /** Points at the first word of the Authorization header; false if there is none. */
  private static boolean scheme(SampleContext context, Sample out) {
    HeaderTable headers = context.requestHeaders();
    int index = headers == null ? -1 : headers.find(AUTHORIZATION, 0);
    if (headers == null || index < 0) {
      return false;
    }
    headers.value(index, out.bytes);
    int space = out.bytes.indexOf(' ', 0);
    if (space <= 0) {
      return false;
    }
    out.bytes.narrow(0, space);
    return out.setString();
  }

  private static boolean credential(SampleContext context, Sample out, int which) {
    HeaderTable headers = context.requestHeaders();
    String[] pair = headers == null ? null : credentials(headers);
    if (pair == null) {
      return false;
    }
    out.bytes.set(Slice.of(pair[which].getBytes(StandardCharsets.ISO_8859_1)));
    return out.setString();
  }

  /** The token behind {@code Bearer}; of another header than Authorization the whole value. */
  private static boolean bearer(SampleContext context, Sample out, byte[] header) {
    HeaderTable headers = context.requestHeaders();
    int index = headers == null ? -1 : headers.find(header.length > 0 ? header : AUTHORIZATION, 0);
    if (headers == null || index < 0) {
      return false;
    }
    headers.value(index, out.bytes);
    int space = out.bytes.indexOf(' ', 0);
    if (space != BEARER.length) {
      return false;
    }
    for (int i = 0; i < BEARER.length; i++) {
      if (Ascii.lower(out.bytes.at(i)) != BEARER[i]) {
        return false;
      }
    }
    int from = space;
    while (from < out.bytes.length() && out.bytes.at(from) == ' ') {
      from++;
    }
    out.bytes.narrow(from, out.bytes.length() - from);
    return !out.bytes.isEmpty() && out.setString();
  }

  private static Userlist list(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    if (name.isEmpty()) {
      throw Arguments.missing(call, surroundings, "userlist");
    }
    Userlist list = surroundings.userlist(name);
    if (list == null) {
      throw Arguments.unresolved(call, surroundings, "unable to find userlist '" + name + "'");
    }
    return list;
  }

  /** User and password of the request's Basic credentials, or null if there are none. */
  public static String @Nullable [] credentials(HeaderTable headers) {
    int index = headers.find(AUTHORIZATION, 0);
    if (index < 0) {
      return null;
    }
    Slice value = new Slice();
    headers.value(index, value);
    return credentials(value.toString());
  }

  /** User and password of an Authorization header's value, or null if it is not Basic. */
  public static String @Nullable [] credentials(String value) {
    if (!value.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(value.substring(6).trim());
      String pair = new String(decoded, StandardCharsets.ISO_8859_1);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Userlist.@Nullable User user(SampleContext context, Userlist list) {
    HeaderTable headers = context.requestHeaders();
    String[] pair = headers == null ? null : credentials(headers);
    return pair == null ? null : list.authenticate(pair[0], pair[1]);
  }

  /** The user's groups as values. */
  private record GroupFetch(Userlist list) implements Fetch.Multiple {
    @Override
    public boolean fetch(SampleContext context, Sample out) {
      return user(context, list) != null && credential(context, out, 0);
    }

    @Override
    public boolean fetch(SampleContext context, Sample out, int index) {
      Userlist.User user = user(context, list);
      if (user == null || index >= user.groups().size()) {
        return false;
      }
      String group = user.groups().stream().sorted().skip(index).findFirst().orElse("");
      out.bytes.set(Slice.of(group));
      return out.setString();
    }
  }
}

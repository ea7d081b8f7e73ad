package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Basic authentication against userlists (manual 7.3.6, http_auth). */
public final class AuthFetches {
  private static final byte[] AUTHORIZATION = Ascii.bytes("authorization");

  private AuthFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.fetch(
        "http_auth",
        SampleType.BOOL,
        Need.REQUEST_HEAD,
        1,
        1,
        (call, s) -> {
          Userlist list = list(call, s);
          return (x, out) -> out.setBool(user(x, list) != null);
        });
    // The group is what the ACL's patterns are compared with: one value per group of the user.
    library.fetch(
        "http_auth_group",
        SampleType.STR,
        Need.REQUEST_HEAD,
        1,
        1,
        (call, s) -> new GroupFetch(list(call, s)));
  }

  private static Userlist list(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    Userlist list = surroundings.userlist(call.argument(0));
    if (list == null) {
      throw Arguments.wrong(call, "unable to find userlist '" + call.argument(0) + "'");
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
      return fetch(context, out, 0);
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

package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BalanceModel;
import io.jhaproxy.core.backend.HashKey;
import io.jhaproxy.core.backend.UriKey;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what the hash algorithms of {@code balance} hash: mostly samples. */
final class HashKeyCompiler {
  private final Library library;
  private final RuntimeNames names;
  private final List<String> errors;

  HashKeyCompiler(Library library, RuntimeNames names, List<String> errors) {
    this.library = library;
    this.names = names;
    this.errors = errors;
  }

  /** The key of a proxy's algorithm; null if it cannot be had, which is reported. */
  @Nullable HashKey compile(ProxyModel proxy, BalanceModel balance) {
    String argument = balance.argument();
    return switch (balance.algorithm()) {
      case URI -> new UriKey(balance.options());
      case URL_PARAM -> {
        HashKey query = sample(proxy, "url_param(" + argument + ")");
        HashKey body =
            balance.options().checkPost() ? sample(proxy, bodyParameter(argument)) : null;
        yield query == null || body == null
            ? query
            : (request, into) -> query.find(request, into) || body.find(request, into);
      }
      case HDR -> {
        HashKey header = sample(proxy, "req.hdr(" + argument + ",1)");
        yield header != null && balance.options().domainOnly() ? domainOf(header) : header;
      }
      case RDP_COOKIE -> rdpCookie(proxy, argument);
      default -> sample(proxy, argument);
    };
  }

  /** The field of {@code usesrc hdr_ip(NAME[,OCCURRENCE])}; null if it cannot be had. */
  @Nullable HashKey sourceHeader(ProxyModel proxy, String written) {
    boolean occurrence = written.contains(",");
    return sample(proxy, "req." + (occurrence ? written : written.replace(")", ",-1)")));
  }

  /** The cookie of a Remote Desktop connection request; null if it cannot be had. */
  @Nullable HashKey rdpCookie(ProxyModel proxy, String name) {
    return sample(proxy, "rdp_cookie(" + name + ")");
  }

  private static String bodyParameter(String name) {
    return "req.body_param(" + name + ")";
  }

  /** The part of a domain before its last label: {@code 1wt} of {@code haproxy.1wt.eu}. */
  private static HashKey domainOf(HashKey header) {
    return (request, into) -> {
      if (!header.find(request, into)) {
        return false;
      }
      int end = into.bytes.length() - 1;
      while (end > 0 && into.bytes.at(end) != '.') {
        end--;
      }
      int start = end;
      while (start > 0 && into.bytes.at(start - 1) != '.') {
        start--;
      }
      if (end > 0) {
        into.bytes.narrow(start, end - start);
      }
      return true;
    };
  }

  private @Nullable HashKey sample(ProxyModel proxy, String text) {
    ProxySurroundings surroundings = new ProxySurroundings(proxy.name(), names);
    try {
      Expression expression = library.compile(SampleExpression.parse(text), surroundings);
      return expression::evaluateText;
    } catch (ExpressionException bad) {
      (bad.isUnfinished() ? names.unfinished() : errors)
          .add("proxy '" + proxy.name() + "': balance: " + bad.getMessage());
      return null;
    }
  }
}

package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.Map;

/** set-src, set-src-port, set-dst and set-dst-port: whom logs, rules and balance see. */
final class AddressActions {
  private AddressActions() {}

  static void register(Map<String, Action.Factory> actions) {
    actions.put("set-src", (words, scope) -> address(words, scope, true));
    actions.put("set-dst", (words, scope) -> address(words, scope, false));
    actions.put("set-src-port", (words, scope) -> port(words, scope, true));
    actions.put("set-dst-port", (words, scope) -> port(words, scope, false));
  }

  private static Action address(Words words, RuleScope scope, boolean source)
      throws ExpressionException {
    words.require(1, "missing fetch method");
    Expression expression = scope.expression(words.expression());
    return context -> {
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      if (expression.evaluate(context, value) && isAddress(value)) {
        Address before = context.scratch().sample().address;
        boolean known = source ? context.clientAddress(before) : context.frontendAddress(before);
        context.setAddress(source, port(value.address, known ? before.port() : 0));
      }
      context.scratch().reset(mark);
      return null;
    };
  }

  private static boolean isAddress(Sample value) {
    return value.type.isAddress()
        || (value.type.isBytes() && AddressText.parse(value.bytes, value.address));
  }

  private static Action port(Words words, RuleScope scope, boolean source)
      throws ExpressionException {
    words.require(1, "missing fetch method");
    Expression expression = scope.expression(words.expression());
    return context -> {
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      if (expression.evaluate(context, value)
          && Casts.cast(value, SampleType.SINT, context.scratch())) {
        int number = (int) value.number & 0xffff;
        Address address = value.address;
        boolean known = source ? context.clientAddress(address) : context.frontendAddress(address);
        if (known && address.family() != Address.UNIX) {
          context.setAddress(source, port(address, number));
        } else {
          context.setAddress(source, address.setIpv4(0, number));
        }
      }
      context.scratch().reset(mark);
      return null;
    };
  }

  private static Address port(Address address, int port) {
    return address.family() == Address.IPV6
        ? address.setIpv6(address.high(), address.low(), port)
        : address.setIpv4((int) address.low(), port);
  }
}

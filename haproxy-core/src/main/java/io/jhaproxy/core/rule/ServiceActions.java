package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.Map;

/** use-service and switch-mode: who takes a request over. */
final class ServiceActions {
  private ServiceActions() {}

  static void register(Map<String, Action.Factory> actions) {
    actions.put("use-service", ServiceActions::use);
  }

  static void content(Map<String, Action.Factory> actions) {
    actions.put("use-service", ServiceActions::refuse);
    actions.put("switch-mode", ServiceActions::switchMode);
  }

  /** No service of the reference works on bytes; those of Lua may. */
  private static Action refuse(Words words, RuleScope scope) throws ExpressionException {
    String name = words.atEnd() ? "" : words.next("a service");
    if (name.startsWith("lua.")) {
      throw ExpressionException.unfinished(0, 0, "service '" + name + "'");
    }
    throw new ExpressionException(
        0,
        0,
        name.isEmpty()
            ? "'tcp-request' expects a service name"
            : Services.has(name)
                ? "Prometheus exporter service only available on 'http-request' rulesets"
                : "'content' unknown service name");
  }

  private static Action switchMode(Words words, RuleScope scope) throws ExpressionException {
    if (!scope.surroundings().isFrontend()) {
      throw new ExpressionException(
          0,
          0,
          "'tcp-request switch-mode' not allowed because backend '"
              + scope.surroundings().proxyName()
              + "' has no frontend capability");
    }
    String mode = words.atEnd() ? "" : words.next("a mode");
    if (!mode.equals("http")) {
      throw new ExpressionException(
          0,
          0,
          mode.isEmpty()
              ? "'tcp-request switch-mode' expects a mode as argument"
              : "'tcp-request switch-mode' expects a valid mode (got '" + mode + "')");
    }
    if (words.take("proto")) {
      protocol(words.atEnd() ? "" : words.next("a protocol"));
    }
    return context -> Verdict.SWITCHED;
  }

  private static void protocol(String name) throws ExpressionException {
    switch (name) {
      case "h1" -> {}
      case "h2" -> throw ExpressionException.unfinished(0, 0, "'switch-mode http proto h2'");
      default ->
          throw new ExpressionException(
              0,
              0,
              name.isEmpty()
                  ? "'tcp-request switch-mode': 'proto' expects a protocol as argument"
                  : "'tcp-request switch-mode': 'proto' expects a valid MUX protocol, if specified"
                      + " (got '"
                      + name
                      + "')");
    }
  }

  private static Action use(Words words, RuleScope scope) throws ExpressionException {
    String name = words.atEnd() ? "" : words.next("a service");
    if (!Services.has(name)) {
      if (name.startsWith("lua.")) {
        throw ExpressionException.unfinished(0, 0, "service '" + name + "'");
      }
      throw new ExpressionException(
          0,
          0,
          name.isEmpty()
              ? "'use-service' expects a service name.."
              : "'" + name + "' unknown service name..");
    }
    Services services = scope.surroundings().shared().get(Services.class, Services::new);
    return context -> {
      Service service = services.named(name);
      if (service == null) {
        return null;
      }
      context.serve(service);
      return Verdict.SERVED;
    };
  }
}

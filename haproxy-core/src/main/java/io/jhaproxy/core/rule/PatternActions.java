package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.PatternReference;
import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * set-map, del-map, add-acl and del-acl. The file is looked up when the rule runs: where nothing
 * else names it, or where a key or a value has not the form that its users need, nothing happens.
 */
final class PatternActions {
  private PatternActions() {}

  /** What is done to the patterns of a file. */
  private interface Change {
    void apply(PatternReference reference, String key) throws ExpressionException;
  }

  static void register(Map<String, Action.Factory> actions) {
    actions.put("set-map(", PatternActions::setMap);
    actions.put("del-map(", (words, scope) -> change(words, scope, PatternReference::delete));
    actions.put("del-acl(", (words, scope) -> change(words, scope, PatternReference::delete));
    actions.put("add-acl(", (words, scope) -> change(words, scope, PatternReference::addOnce));
  }

  private static Action change(Words words, RuleScope scope, Change change)
      throws ExpressionException {
    String file = words.next("a file name");
    if (words.atCondition()) {
      throw new ExpressionException(0, 0, "expects exactly 1 arguments");
    }
    RuleText key = scope.text(words.next("a key"));
    PatternReferences references = PatternReferences.of(scope.surroundings());
    return context -> {
      PatternReference reference = references.byName(file);
      if (reference != null) {
        apply(reference, text(key, context), change);
      }
      return null;
    };
  }

  private static Action setMap(Words words, RuleScope scope) throws ExpressionException {
    String file = words.next("a file name");
    if (words.rest().size() < 2) {
      throw new ExpressionException(0, 0, "expects exactly 2 arguments");
    }
    RuleText key = scope.text(words.next("a key"));
    RuleText value = scope.text(words.next("a value"));
    PatternReferences references = PatternReferences.of(scope.surroundings());
    return context -> {
      PatternReference reference = references.byName(file);
      if (reference != null) {
        String text = text(value, context);
        apply(reference, text(key, context), (patterns, name) -> patterns.put(name, text));
      }
      return null;
    };
  }

  private static String text(RuleText text, RuleContext context) {
    return new String(text.bytes(context), StandardCharsets.ISO_8859_1);
  }

  private static void apply(PatternReference reference, String key, Change change) {
    try {
      change.apply(reference, key);
    } catch (ExpressionException impossible) {
      // As in HAProxy: traffic does not fail for it, and nothing was changed.
    }
  }
}

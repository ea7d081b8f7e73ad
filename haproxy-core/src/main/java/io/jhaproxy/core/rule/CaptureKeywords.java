package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.grammar.source.ConfigException;

/** {@code capture}, {@code declare capture} and the slots of capture rules (manual 4.2). */
final class CaptureKeywords {
  private CaptureKeywords() {}

  static void register(Registry registry) {
    registry.family(
        "capture",
        (word, hint) ->
            word.equals("request") || word.equals("response")
                ? "'capture " + word + "' expects 'header' <header_name> 'len' <len>."
                : "'capture' expects 'cookie' or 'request header' or 'response header'.");
    for (boolean request : new boolean[] {true, false}) {
      String side = request ? "request" : "response";
      ListKey<CaptureSlot> slots = slots(request);
      registry.add(
          Keyword.of("capture " + side + " header")
              .inFrontends()
              .args(0, 3)
              .parses((a, d) -> header(a, d, side, slots)));
    }
    registry.add(
        Keyword.of("capture cookie").inFrontends().args(0, -1).parses(CaptureKeywords::cookie));
    registry.add(Keyword.of("declare").inProxies().args(0, -1).parses(CaptureKeywords::declare));
  }

  private static ListKey<CaptureSlot> slots(boolean request) {
    return request ? RuleKeys.REQUEST_CAPTURES : RuleKeys.RESPONSE_CAPTURES;
  }

  private static void header(Arguments a, SectionDraft d, String side, ListKey<CaptureSlot> slots)
      throws ConfigException {
    String usage = "'capture " + side + "' expects 'header' <header_name> 'len' <len>.";
    if (a.get(0).isEmpty() || !a.get(1).equals("len")) {
      throw a.error(usage);
    }
    d.add(slots, new CaptureSlot(a.get(0), a.integer(2, 0, Integer.MAX_VALUE, usage), null));
  }

  private static void cookie(Arguments a, SectionDraft d) throws ConfigException {
    String usage = "'capture' expects 'cookie' <cookie_name> 'len' <len>.";
    if (a.get(0).isEmpty() || !a.get(1).equals("len") || a.get(2).isEmpty()) {
      throw a.error(usage);
    }
    d.set(RuleKeys.COOKIE_CAPTURE, new CaptureSlot(a.get(0), a.looseInteger(2, usage), null));
  }

  private static void declare(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error("'declare' not available in default section");
    }
    if (!d.kind().isFrontend()) {
      throw a.error("'declare' only available in frontend or listen section");
    }
    if (!a.get(0).equals("capture")) {
      throw a.error("unknown declaration type '" + a.get(0) + "' (supports 'capture')");
    }
    String side = a.get(1);
    if (!side.equals("request") && !side.equals("response")) {
      throw a.error("'declare capture' requires a direction ('request' or 'response')");
    }
    if (!a.get(2).equals("len")) {
      throw a.error("'declare capture' requires a capture length ('len')");
    }
    if (a.get(3).isEmpty()) {
      throw a.error(
          "'declare capture': 'len' requires a numeric value that represents the capture length");
    }
    int length =
        a.integer(
            3,
            0,
            Integer.MAX_VALUE,
            "'declare capture': cannot parse the length '" + a.get(3) + "'.");
    if (length == 0) {
      throw a.error("length must be > 0");
    }
    d.add(slots(side.equals("request")), new CaptureSlot("", length, null));
  }

  /** Makes the slot of a {@code capture EXPRESSION len N} rule whose first word is at an index. */
  static void rule(Arguments a, SectionDraft d, int index) {
    if (!a.get(index).equals("capture")) {
      return;
    }
    for (int i = index + 2; i + 1 < a.size(); i++) {
      if (a.get(i).equals("len")) {
        try {
          int length = Integer.parseInt(a.get(i + 1));
          d.add(RuleKeys.REQUEST_CAPTURES, new CaptureSlot("", length, a.location()));
        } catch (NumberFormatException e) {
          return; // the rule's compiler complains
        }
        return;
      }
    }
  }
}

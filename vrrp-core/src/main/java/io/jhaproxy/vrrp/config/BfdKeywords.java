package io.jhaproxy.vrrp.config;

/** {@code bfd_instance}: read and checked; there is no BFD here. */
final class BfdKeywords {
  private static final String NO_BFD = "there is no BFD";
  private static final String BLOCK = "bfd_instance";

  private BfdKeywords() {}

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.BFD)
        .unsupported(
            BLOCK,
            "NAME { }",
            NO_BFD,
            BfdKeywords::start,
            new Keyword.Body(BLOCK, null, BfdKeywords::end));
    registry
        .block(BLOCK)
        .noEffect("source_ip", "ADDR", NO_BFD, BfdKeywords::address)
        .noEffect("neighbor_ip", "ADDR", NO_BFD, BfdKeywords::neighbor)
        .noEffect("neighbour_ip", "ADDR", NO_BFD, BfdKeywords::neighbor)
        .noEffect("min_rx", "MS", NO_BFD, line -> number(line, 1, 1000))
        .noEffect("min_tx", "MS", NO_BFD, line -> number(line, 1, 1000))
        .noEffect("idle_tx", "MS", NO_BFD, line -> number(line, 1000, 10_000))
        .noEffect("multiplier", "1..255", NO_BFD, line -> number(line, 1, 255))
        .noEffect(NO_BFD, "passive", "vrrp", "checker")
        .noEffect("ttl", "1..255", NO_BFD, line -> number(line, 1, 255))
        .noEffect("hoplimit", "1..255", NO_BFD, line -> number(line, 1, 255))
        .noEffect("max_hops", "-1..255", NO_BFD, line -> number(line, -1, 255))
        .noEffect("weight", "-253..253 [reverse]", NO_BFD, line -> number(line, -253, 253))
        .newer("multihop");
  }

  private static void start(Line line) {
    String name = line.required(1);
    ConfigDraft draft = line.draft();
    if (!draft.bfdInstances.add(name)) {
      line.error("BFD instance " + name + " already configured - ignoring");
      line.skipBlock();
      return;
    }
    draft.bfdHasNeighbor = false;
    draft.bfdName = name;
    draft.unsupported.add(new UnsupportedBlock(BLOCK, name, line.location()));
  }

  private static void end(Line line) {
    ConfigDraft draft = line.draft();
    if (!draft.bfdHasNeighbor) {
      line.error(
          "Configuration error: BFD instance "
              + draft.bfdName
              + " has no neighbor address set, disabling instance");
      draft.bfdInstances.remove(draft.bfdName);
    }
  }

  private static void address(Line line) {
    if (IpText.parse(line.required(1)) == null) {
      line.error(
          "Configuration error: BFD instance "
              + line.draft().bfdName
              + " has malformed source address "
              + line.word(1)
              + ", ignoring");
    }
  }

  private static void neighbor(Line line) {
    if (IpText.parse(line.required(1)) == null) {
      line.error(
          "Configuration error: BFD instance "
              + line.draft().bfdName
              + " has malformed neighbor address "
              + line.word(1)
              + ", ignoring");
      return;
    }
    line.draft().bfdHasNeighbor = true;
  }

  private static void number(Line line, int low, int high) {
    if (line.number(1, low, high).isEmpty()) {
      line.error(
          "Configuration error: BFD instance "
              + line.draft().bfdName
              + " "
              + line.keyword()
              + " value "
              + line.word(1)
              + " is not valid, ignoring");
    }
  }
}

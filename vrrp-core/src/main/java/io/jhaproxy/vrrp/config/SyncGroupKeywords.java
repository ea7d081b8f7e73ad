package io.jhaproxy.vrrp.config;

/** {@code vrrp_sync_group}. */
final class SyncGroupKeywords {
  static final String BLOCK = "vrrp_sync_group";

  private SyncGroupKeywords() {}

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.VRRP)
        .block(BLOCK, "NAME { }", BLOCK, SyncGroupKeywords::start, line -> {});
    registry
        .block(BLOCK)
        .list("group", "{ INSTANCE ... }", SyncGroupKeywords::member)
        .noEffect(
            "global_tracking",
            "-",
            "deprecated: track lists of the group do it",
            SyncGroupKeywords::globalTracking)
        .works(
            "sync_group_tracking_weight", "-", line -> line.draft().group().trackingWeight = true);
    TrackKeywords.lists(registry.block(BLOCK), line -> line.draft().group().track);
    NotifyKeywords.register(registry.block(BLOCK), line -> line.draft().group().notify, false);
  }

  private static void start(Line line) {
    ConfigDraft draft = line.draft();
    if (line.size() != 2) {
      line.error("vrrp_sync_group must have a name - skipping");
      line.skipBlock();
      return;
    }
    String name = line.word(1);
    if (draft.groups.stream().anyMatch(g -> g.name.equals(name))) {
      line.error("vrrp sync group " + name + " already defined");
      line.skipBlock();
      return;
    }
    draft.groups.add(new SyncGroupDraft(name, line.location()));
    draft.inGroup = true;
  }

  /** Several names may stand on one line. */
  private static void member(Line line) {
    for (int i = 0; i < line.size(); i++) {
      line.draft().group().members.add(line.word(i));
    }
  }

  private static void globalTracking(Line line) {
    line.error(
        "("
            + line.draft().currentName()
            + ") global_tracking is deprecated. Use track_interface/script/file on the sync group");
  }
}

package io.jhaproxy.vrrp.state;

/** When the announcements of one master are due. */
final class Announcements {
  /** The second set after a transition or a lower-priority advert. */
  long secondAt = VrrpInstance.NEVER;

  int secondRepeat;

  /** {@code garp_master_refresh}. */
  long refreshAt = VrrpInstance.NEVER;

  /** The quiet refresh that repairs caches after a split nobody told us of. */
  long quietAt = VrrpInstance.NEVER;

  /** Where the quiet refresh goes on. */
  int quietNext;

  long earliest() {
    return Math.min(secondAt, Math.min(refreshAt, quietAt));
  }

  void cancel() {
    secondAt = VrrpInstance.NEVER;
    refreshAt = VrrpInstance.NEVER;
    quietAt = VrrpInstance.NEVER;
    quietNext = 0;
  }
}

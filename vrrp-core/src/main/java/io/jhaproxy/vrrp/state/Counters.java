package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.packet.RejectionReason;
import java.util.Arrays;

/**
 * Counters of one instance since its start or the last {@link #clear}. Written by the machine's
 * thread.
 */
public final class Counters {
  private final long[] rejections = new long[RejectionReason.values().length];
  private long received;
  private long sent;
  private long becameMaster;
  private long releasedMaster;
  private long priorityZeroReceived;
  private long priorityZeroSent;
  private long toleratedAddressLists;
  private long stalls;
  private long lastWords;

  Counters() {}

  void advertReceived(boolean stopping) {
    received++;
    if (stopping) {
      priorityZeroReceived++;
    }
  }

  void advertSent(boolean stopping) {
    sent++;
    if (stopping) {
      priorityZeroSent++;
    }
  }

  void masterEntered() {
    becameMaster++;
  }

  void masterReleased() {
    releasedMaster++;
  }

  void reject(RejectionReason reason) {
    rejections[reason.ordinal()]++;
  }

  void addressListTolerated() {
    toleratedAddressLists++;
  }

  void stalled() {
    stalls++;
  }

  void lastWordSent() {
    lastWords++;
  }

  /** Sets everything to zero (signal STATS_CLEAR). */
  public void clear() {
    Arrays.fill(rejections, 0);
    received = 0;
    sent = 0;
    becameMaster = 0;
    releasedMaster = 0;
    priorityZeroReceived = 0;
    priorityZeroSent = 0;
    toleratedAddressLists = 0;
    stalls = 0;
    lastWords = 0;
  }

  /** Good adverts received. */
  public long received() {
    return received;
  }

  /** Adverts sent; one for each destination. */
  public long sent() {
    return sent;
  }

  /** Transitions to MASTER. */
  public long becameMaster() {
    return becameMaster;
  }

  /** Transitions away from MASTER. */
  public long releasedMaster() {
    return releasedMaster;
  }

  /** Good adverts of priority 0 received. */
  public long priorityZeroReceived() {
    return priorityZeroReceived;
  }

  /** Adverts of priority 0 sent. */
  public long priorityZeroSent() {
    return priorityZeroSent;
  }

  /** Packets thrown away for a reason. */
  public long rejected(RejectionReason reason, RejectionReason... more) {
    long sum = rejections[reason.ordinal()];
    for (RejectionReason other : more) {
      sum += rejections[other.ordinal()];
    }
    return sum;
  }

  /**
   * Adverts whose address list differed but that were obeyed, as they came from the known master.
   */
  public long toleratedAddressLists() {
    return toleratedAddressLists;
  }

  /** Times this instance's timer ran later than one advert interval. */
  public long stalls() {
    return stalls;
  }

  /** Adverts sent while stepping down, so that the other master learns that there were two. */
  public long lastWords() {
    return lastWords;
  }
}

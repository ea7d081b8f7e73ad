package io.jhaproxy.vrrp.packet;

import org.jspecify.annotations.Nullable;

/**
 * A received packet that is thrown away.
 *
 * @param reason why
 * @param text the log line without the instance's prefix; empty where keepalived says nothing
 * @param apartFromAddresses what the advert says if its list of addresses is the only thing wrong
 *     with it; else null
 */
public record Rejection(RejectionReason reason, String text, @Nullable Advert apartFromAddresses) {
  Rejection(RejectionReason reason, String text) {
    this(reason, text, null);
  }
}

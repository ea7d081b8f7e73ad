/**
 * Tells the world of state changes: notify scripts in order, FIFOs, and e-mail. Read first: {@link
 * io.jhaproxy.vrrp.notify.Notifier}, {@link io.jhaproxy.vrrp.notify.NotifyScripts}, {@link
 * io.jhaproxy.vrrp.notify.SmtpAlerts}.
 */
@NullMarked
package io.jhaproxy.vrrp.notify;

import org.jspecify.annotations.NullMarked;

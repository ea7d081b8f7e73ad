/**
 * Mails about servers (manual 3.6 and 4.2, {@code mailers}, {@code email-alert}).
 *
 * <p>Start with {@link io.jhaproxy.core.mail.MailAlerts} (who gets what) and {@link
 * io.jhaproxy.core.mail.Mailer} (one mail server and what waits for it).
 */
@NullMarked
package io.jhaproxy.core.mail;

import org.jspecify.annotations.NullMarked;

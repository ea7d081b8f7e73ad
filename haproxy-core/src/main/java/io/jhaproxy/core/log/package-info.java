/**
 * Logging: formats compiled into appenders, syslog headers and the senders of messages (manual
 * chapter 8). Read first: {@link io.jhaproxy.core.log.LogSource} (what a log line sees of a
 * stream).
 */
@NullMarked
package io.jhaproxy.core.log;

import org.jspecify.annotations.NullMarked;

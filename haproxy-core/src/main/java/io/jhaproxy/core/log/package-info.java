/**
 * Logging: formats compiled into parts, syslog headers and the senders of messages (manual chapter
 * 8). Read first: {@link io.jhaproxy.core.log.LogSource} (what a log line sees of a stream), {@link
 * io.jhaproxy.core.log.LogFormatCompiler} (text to format), {@link io.jhaproxy.core.log.LogOutput}
 * (a proxy's way out on one worker).
 */
@NullMarked
package io.jhaproxy.core.log;

import org.jspecify.annotations.NullMarked;

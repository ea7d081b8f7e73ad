/**
 * Life of a process: name, file limit, privileges, daemon mode, pid file, signals. All calls of the
 * C library are here, in one class that is loaded only when it is needed, since loading JNA costs
 * more than everything else at start.
 *
 * <p>Read first: {@link io.jhaproxy.cli.process.Daemon}, {@link
 * io.jhaproxy.cli.process.Privileges}, {@link io.jhaproxy.cli.process.LibC}.
 */
@NullMarked
package io.jhaproxy.cli.process;

import org.jspecify.annotations.NullMarked;

/**
 * The runtime API: sockets on which an operator or a script asks and changes the running process
 * (management guide 9.3). Read first: {@link io.jhaproxy.core.runtime.CommandTable} (every command
 * is one entry), {@link io.jhaproxy.core.runtime.CliSession} (one client and its lines), {@link
 * io.jhaproxy.core.runtime.RuntimeView} (what commands may ask and change; the engine implements
 * it).
 */
@NullMarked
package io.jhaproxy.core.runtime;

import org.jspecify.annotations.NullMarked;

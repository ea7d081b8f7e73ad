package io.jhaproxy.core.runtime;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of the stats sockets share.
 *
 * @param view the running process
 * @param sockets what {@code show cli sockets} says, one line each
 * @param timeout silence after which a client is let go, milliseconds
 * @param failures told of every exception that a command did not expect
 * @param master what the master's socket is about; null for a stats socket
 */
public record CliSurroundings(
    RuntimeView view,
    Supplier<List<String>> sockets,
    long timeout,
    Consumer<Throwable> failures,
    @Nullable MasterView master) {}

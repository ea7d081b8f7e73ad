package io.jhaproxy.core.stats;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last message of a frontend's clients, or of a backend's servers, that could not be read
 * (management guide, {@code show errors}). Immutable; the bytes are shared and read-only.
 *
 * @param number events of the process before this one
 * @param at wall clock, milliseconds
 * @param frontend name of the accepting proxy
 * @param server name of the server that sent it; null for requests
 * @param serverId its number; -1 for requests
 * @param source the client's address and port
 * @param bytes what was in the buffer
 * @param position finds the index of the byte that is wrong; asked when the message is shown
 * @param bufferSize tune.bufsize
 */
@SuppressWarnings("ArrayRecordComponent") // equality is not used
public record InvalidMessage(
    long number,
    long at,
    String frontend,
    int frontendId,
    @Nullable String server,
    int serverId,
    String source,
    byte[] bytes,
    IntSupplier position,
    int bufferSize) {}

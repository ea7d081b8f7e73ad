package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.SocketOptions;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the engine needs of a {@code server} line (manual 5.2), with all names resolved.
 *
 * @param address where it is; meaningless while not resolved
 * @param resolved false if its name is not known, which init-addr allows: no traffic until it is
 * @param weight 0 to 256
 * @param maxconn slots, 0 for no limit
 * @param minconn lower bound of the dynamic limit, 0 for none
 * @param maxqueue streams that may wait for this very server, 0 for no limit
 * @param cookie value of the persistence cookie, or null
 * @param source local address to connect from, or null
 * @param poolMax idle connections kept, -1 for no limit, 0 for none
 * @param poolPurgeDelay milliseconds after which unused idle connections are closed
 * @param maxReuse how often a connection is used again, -1 for no limit
 */
public record ServerSettings(
    String name,
    SocketAddress address,
    boolean resolved,
    int weight,
    boolean backup,
    boolean disabled,
    int maxconn,
    int minconn,
    int maxqueue,
    @Nullable String cookie,
    @Nullable SocketAddress source,
    int poolMax,
    long poolPurgeDelay,
    int maxReuse,
    SocketOptions socketOptions) {}

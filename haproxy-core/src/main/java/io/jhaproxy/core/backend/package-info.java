/**
 * Servers and how one is chosen: state, weight, slots and queues, balance algorithms, idle server
 * connections.
 *
 * <p>Start with {@link io.jhaproxy.core.backend.Backend}, {@link io.jhaproxy.core.backend.Server}
 * and {@link io.jhaproxy.core.backend.Balancer}.
 */
@NullMarked
package io.jhaproxy.core.backend;

import org.jspecify.annotations.NullMarked;

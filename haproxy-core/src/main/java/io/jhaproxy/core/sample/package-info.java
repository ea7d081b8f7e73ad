/**
 * Samples: typed values taken from a running stream (fetches), transformed (converters) and used by
 * conditions, rules and log lines (manual chapter 7.3). Read first: {@link
 * io.jhaproxy.core.sample.SampleContext} (what a fetch sees), {@link
 * io.jhaproxy.core.sample.Sample} (a typed value), {@link io.jhaproxy.core.sample.Slice} (bytes in
 * place).
 *
 * <p>Nothing here knows proxies or connections: the stream implements {@code SampleContext}.
 */
@NullMarked
package io.jhaproxy.core.sample;

import org.jspecify.annotations.NullMarked;

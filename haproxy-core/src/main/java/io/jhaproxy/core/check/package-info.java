/**
 * Health checks: what is sent to servers and what is expected from them.
 *
 * <p>Read first: {@link io.jhaproxy.core.check.CheckKeys}, {@link
 * io.jhaproxy.core.check.CheckStep}.
 */
@NullMarked
package io.jhaproxy.core.check;

import org.jspecify.annotations.NullMarked;

/**
 * The program {@code jkeepalived}: Keepalived's command line, to come with the VRRP milestone.
 *
 * <p>Read first: {@link io.jhaproxy.cli.jkeepalived.Main}.
 */
@NullMarked
package io.jhaproxy.cli.jkeepalived;

import org.jspecify.annotations.NullMarked;

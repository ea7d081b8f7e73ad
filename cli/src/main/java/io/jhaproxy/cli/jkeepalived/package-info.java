/**
 * The program {@code jkeepalived}: Keepalived's command line, the parent process that init scripts
 * know, and the VRRP process that it starts.
 *
 * <p>Read first: {@link io.jhaproxy.cli.jkeepalived.Main}, {@link
 * io.jhaproxy.cli.jkeepalived.ParentProcess}, {@link io.jhaproxy.cli.jkeepalived.VrrpProcess}.
 */
@NullMarked
package io.jhaproxy.cli.jkeepalived;

import org.jspecify.annotations.NullMarked;

/**
 * The program {@code jhaproxy}: HAProxy's command line, check mode, start and stop.
 *
 * <p>Read first: {@link io.jhaproxy.cli.jhaproxy.Main}, {@link
 * io.jhaproxy.cli.jhaproxy.CommandLine}, {@link io.jhaproxy.cli.jhaproxy.Service}.
 */
@NullMarked
package io.jhaproxy.cli.jhaproxy;

import org.jspecify.annotations.NullMarked;

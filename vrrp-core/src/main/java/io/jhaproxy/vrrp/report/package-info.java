/**
 * What the state machine's view looks like as text: the statistics file, the JSON dump, and the
 * answer of {@code --why}. Reads the machine, changes nothing.
 *
 * <p>Read first: {@link io.jhaproxy.vrrp.report.JsonDump}, {@link
 * io.jhaproxy.vrrp.report.StatisticsText}, {@link io.jhaproxy.vrrp.report.WhyText}.
 */
@NullMarked
package io.jhaproxy.vrrp.report;

import org.jspecify.annotations.NullMarked;

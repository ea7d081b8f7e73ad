/**
 * Counters and what shows them: CSV and the statistics page with its admin actions (management
 * guide chapter 9). Read first: {@link io.jhaproxy.core.stats.ProxyCounters}, {@link
 * io.jhaproxy.core.stats.StatsView} (the run-time objects as the page sees them), {@link
 * io.jhaproxy.core.stats.StatsPage}.
 */
@NullMarked
package io.jhaproxy.core.stats;

import org.jspecify.annotations.NullMarked;

package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.source.Location;
import org.jspecify.annotations.Nullable;

/**
 * A place for a captured text of each request or response, which log lines and samples show: {@code
 * capture request|response header}, {@code declare capture}, or a capture rule with {@code len}.
 *
 * @param name the header that is captured; empty if only rules fill the slot
 * @param length bytes kept
 * @param rule the line of the rule that the slot is for, or null
 */
public record CaptureSlot(String name, int length, @Nullable Location rule) {}

/**
 * The small languages inside words of a configuration: sample expressions (manual 7.3), conditions
 * (7.2) and log formats (8.2.6), from text to immutable trees. Read first: {@link
 * io.jhaproxy.grammar.expression.SampleExpression}, {@link
 * io.jhaproxy.grammar.expression.Condition}, {@link io.jhaproxy.grammar.expression.LogFormatText}.
 * Whether a name exists is not known here.
 */
@NullMarked
package io.jhaproxy.grammar.expression;

import org.jspecify.annotations.NullMarked;

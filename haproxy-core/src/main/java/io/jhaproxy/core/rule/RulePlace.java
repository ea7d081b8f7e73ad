package io.jhaproxy.core.rule;

/**
 * Where a rule is written ({@code last_rule_file}, {@code last_rule_line}).
 *
 * @param file the file as it was named on the command line
 * @param line from 1
 */
@SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
public record RulePlace(byte[] file, int line) {}

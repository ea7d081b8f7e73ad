/**
 * The same configuration and the same client bytes go to the reference haproxy and to jhaproxy;
 * answers, bytes at the origin, log lines and statistics are compared. Read {@link
 * io.jhaproxy.differential.Scenario}, {@link io.jhaproxy.differential.Bench} and {@link
 * io.jhaproxy.differential.HttpDifferenceIT}; known differences stand with reasons in
 * known-differences.tsv beside this package's resources.
 */
package io.jhaproxy.differential;

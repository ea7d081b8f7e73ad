/**
 * Rules: what a configuration does with connections, requests and responses (http-request,
 * http-response, tcp-request, use_backend, redirect), compiled once into rule sets per phase. Read
 * first: {@link io.jhaproxy.core.rule.RuleSet}, {@link io.jhaproxy.core.rule.RuleContext} (what an
 * action may do), {@link io.jhaproxy.core.rule.Verdict} (what follows from it).
 */
@NullMarked
package io.jhaproxy.core.rule;

import org.jspecify.annotations.NullMarked;

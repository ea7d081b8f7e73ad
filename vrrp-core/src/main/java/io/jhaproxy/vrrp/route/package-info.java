/**
 * Values of routes and policy rules in which the configuration and the kernel side speak the same
 * words. Read {@link io.jhaproxy.vrrp.route.RouteOptions} and {@link
 * io.jhaproxy.vrrp.route.RuleSelectors} first.
 */
@NullMarked
package io.jhaproxy.vrrp.route;

import org.jspecify.annotations.NullMarked;

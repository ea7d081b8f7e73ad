/**
 * VRRP: model of keepalived.conf, the pure state machine and its kernel side. Empty until the VRRP
 * milestone; the module exists so that the build's arrows are fixed from the first day.
 */
@NullMarked
package io.jhaproxy.vrrp;

import org.jspecify.annotations.NullMarked;

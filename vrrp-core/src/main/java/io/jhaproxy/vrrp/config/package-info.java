/**
 * keepalived.conf: the keyword registry, the readers of every block, the checks of the whole, and
 * the immutable model that the rest of the program runs from. Knows no other room.
 *
 * <p>Read first: {@link io.jhaproxy.vrrp.config.KeepalivedModel}, {@link
 * io.jhaproxy.vrrp.config.InstanceModel}, {@link io.jhaproxy.vrrp.config.GlobalDefs}.
 */
@NullMarked
package io.jhaproxy.vrrp.config;

import org.jspecify.annotations.NullMarked;

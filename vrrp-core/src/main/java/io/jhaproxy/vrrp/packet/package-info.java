/**
 * VRRP on the wire: adverts of versions 2 and 3 to and from bytes, their checks in keepalived's
 * order, and the Ethernet frames of gratuitous ARP and unsolicited neighbour advertisements. Pure
 * code, knows no other room.
 *
 * <p>Read first: {@link io.jhaproxy.vrrp.packet.AdvertEncoder}, {@link
 * io.jhaproxy.vrrp.packet.AdvertCheck}, {@link io.jhaproxy.vrrp.packet.Frames}.
 */
@NullMarked
package io.jhaproxy.vrrp.packet;

import org.jspecify.annotations.NullMarked;

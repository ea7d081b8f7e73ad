package io.jhaproxy.vrrp.config;

/**
 * Something an instance or a sync group watches.
 *
 * @param name interface, script, file or process name
 * @param weight priority change, -254..254, with the object's own default already applied; 0 means
 *     FAULT while the object is down
 * @param reverse the meaning of up and down is exchanged
 */
public record Tracked(String name, int weight, boolean reverse) {}

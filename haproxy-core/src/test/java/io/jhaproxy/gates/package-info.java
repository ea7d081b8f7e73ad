/**
 * What every test run is held to: no buffer may leak, and a keep-alive request may allocate only so
 * much. Read {@link io.jhaproxy.gates.LeakGate} and {@link io.jhaproxy.gates.AllocationTest}.
 */
package io.jhaproxy.gates;

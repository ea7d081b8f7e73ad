package io.jhaproxy.vrrp.config;

import java.time.Duration;

/**
 * {@code vrrp_script}: a periodic check.
 *
 * @param name name used in {@code track_script}
 * @param command what to run; exit status 0 is success
 * @param interval time between starts
 * @param timeout killed and counted as failed after this time; zero for none
 * @param weight default of {@code track_script}, -253..253
 * @param reverse default of {@code track_script}
 * @param rise successes needed to come up, at least 1
 * @param fall failures needed to go down, at least 1
 * @param initFail assumed failed until the first success
 */
public record ScriptModel(
    String name,
    Command command,
    Duration interval,
    Duration timeout,
    int weight,
    boolean reverse,
    int rise,
    int fall,
    boolean initFail) {}

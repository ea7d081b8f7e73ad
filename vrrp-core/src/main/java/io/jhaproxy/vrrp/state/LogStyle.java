package io.jhaproxy.vrrp.state;

/** Whose wording log lines have. */
public enum LogStyle {
  /** keepalived 2.2.7. */
  V2_2_7,
  /** keepalived 1.3.5, the version of many documents. */
  V1_3_5
}

package io.jhaproxy.cli.jkeepalived;

import java.util.Map;

/** What the C library calls a signal, for the line about a child that died by one. */
final class SignalText {
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "Hangup",
          2, "Interrupt",
          6, "Aborted",
          7, "Bus error",
          9, "Killed",
          11, "Segmentation fault",
          15, "Terminated");

  private SignalText() {}

  /** The name in brackets after a space; for KILL with keepalived's guess at the reason. */
  static String of(int signal) {
    String name = NAMES.get(signal);
    String text = name == null ? "" : " (" + name + ")";
    return signal == 9 ? text + " - has rlimit_rttime been exceeded?" : text;
  }
}

package io.jhaproxy.core.runtime;

import java.nio.charset.StandardCharsets;

/** {@code show events}: what rings hold. */
final class EventCommands {
  /** A buffer for traces, of which there are none. */
  private static final String OWN = "buf0";

  private EventCommands() {}

  static void show(Call call) throws RefusedException {
    String name = call.word(2);
    if (name.isEmpty()) {
      list(call);
      return;
    }
    RuntimeRing ring = null;
    for (RuntimeRing each : call.view().rings()) {
      if (each.name().equals(name)) {
        ring = each;
      }
    }
    if (name.equals(OWN)) {
      return;
    }
    if (ring == null) {
      throw RefusedException.bare("No such event sink");
    }
    boolean waits = false;
    boolean onlyNew = false;
    for (int i = 3; !call.word(i).isEmpty(); i++) {
      switch (call.word(i)) {
        case "-w" -> waits = true;
        case "-n" -> onlyNew = true;
        case "-nw", "-wn" -> {
          waits = true;
          onlyNew = true;
        }
        default -> throw RefusedException.bare("unknown option");
      }
    }
    long at = onlyNew ? ring.next() : ring.first();
    at = print(call, ring, at);
    if (waits) {
      follow(call, ring, at);
    }
  }

  private static void list(Call call) {
    call.print("Supported events sinks are listed below. Add -w(wait), -n(new). Any key to stop\n");
    call.print("    stdout     : type=fd, 0 dropped, standard output (fd#1)\n");
    call.print("    stderr     : type=fd, 0 dropped, standard output (fd#2)\n");
    call.print("    " + OWN + "       : type=buffer, 0 dropped, in-memory ring buffer\n");
    for (RuntimeRing ring : call.view().rings()) {
      call.print(
          "    %-10s : type=buffer, %d dropped, %s\n"
              .formatted(ring.name(), ring.dropped(), ring.description()));
    }
  }

  /** Prints what there is from a number on; the number of the next. */
  private static long print(Call call, RuntimeRing ring, long from) {
    long at = Math.max(from, ring.first());
    for (byte[] message : ring.from(at)) {
      call.print(new String(message, StandardCharsets.ISO_8859_1) + "\n");
      at++;
    }
    return at;
  }

  /** Goes on until the client sends anything or leaves. */
  private static void follow(Call call, RuntimeRing ring, long from) {
    long at = from;
    try {
      while (call.session().waitsOn()) {
        ring.await(at, 100);
        at = print(call, ring, at);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

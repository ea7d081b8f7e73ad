package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.InvalidMessage;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/** Commands about client connections. */
final class SessionCommands {
  private SessionCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.operator(
            "show sess", "show sess [id]", "client connections, or one of them", c -> show(c)),
        Command.admin(
            "shutdown session", "shutdown session [id]", "end a connection", c -> shutdown(c)),
        Command.operator(
            "show errors",
            "show errors [<px>] [request|response]",
            "the last messages that were not valid",
            SessionCommands::errors));
  }

  private static void show(Call call) throws RefusedException {
    String wanted = call.word(2);
    List<RuntimeSession> sessions = call.view().sessions();
    long now = call.view().nowMillis();
    if (wanted.startsWith("0x")) {
      RuntimeSession session = find(sessions, wanted);
      if (session == null) {
        throw new RefusedException("Session not found.");
      }
      call.print(details(session, now));
      return;
    }
    for (RuntimeSession session : sessions) {
      call.print(wanted.equals("all") ? details(session, now) : line(session, now));
    }
  }

  private static @org.jspecify.annotations.Nullable RuntimeSession find(
      List<RuntimeSession> sessions, String id) {
    for (RuntimeSession session : sessions) {
      if (id.equals("0x" + Long.toHexString(session.id()))) {
        return session;
      }
    }
    return null;
  }

  private static String line(RuntimeSession s, long now) {
    return "0x"
        + Long.toHexString(s.id())
        + ": proto="
        + s.protocol()
        + " src="
        + s.source()
        + " fe="
        + s.frontend()
        + " be="
        + s.backend()
        + " srv="
        + s.server()
        + " ts="
        + String.format(Locale.ROOT, "%02x", 1 << s.worker())
        + " epoch=0 age="
        + age(s, now)
        + " calls=0 rate=0 cpu=0 lat=0\n";
  }

  private static String age(RuntimeSession s, long now) {
    long seconds = Math.max(0, (now - s.acceptedMillis()) / 1000);
    if (seconds >= 86_400) {
      return seconds / 86_400 + "d" + seconds / 3600 % 24 + "h";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + "h" + seconds / 60 % 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
  }

  private static String details(RuntimeSession s, long now) {
    StringBuilder text =
        new StringBuilder("0x" + Long.toHexString(s.id()) + ": [")
            .append(date(s.acceptedMillis(), "dd/MMM/yyyy:HH:mm:ss.SSS"))
            .append("] proto=")
            .append(s.protocol())
            .append(" source=")
            .append(s.source())
            .append('\n');
    text.append("  frontend=").append(s.frontend()).append('\n');
    text.append("  backend=").append(s.backend()).append('\n');
    text.append("  server=").append(s.server()).append('\n');
    text.append("  worker=").append(s.worker() + 1).append(" age=").append(age(s, now));
    text.append('\n');
    s.details().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  /** A wall clock in a form of {@link SimpleDateFormat}. */
  static String date(long millis, String form) {
    return new SimpleDateFormat(form, Locale.ENGLISH).format(new Date(millis));
  }

  private static void shutdown(Call call) throws RefusedException {
    if (!call.word(2).startsWith("0x")) {
      throw new RefusedException("Session pointer expected (use 'show sess').");
    }
    RuntimeSession session = find(call.view().sessions(), call.word(2));
    if (session == null || !call.view().endSession(session.id())) {
      throw new RefusedException("No such session (use 'show sess').");
    }
  }

  private static void errors(Call call) throws RefusedException {
    String wanted = call.word(2);
    boolean known =
        wanted.isEmpty()
            || Numbers.isWhole(wanted)
            || call.view().stats().proxies().stream().anyMatch(p -> p.name().equals(wanted));
    if (!known) {
      throw new RefusedException("No such proxy.");
    }
    String now = date(call.view().nowMillis(), InvalidMessageText.DATE);
    call.print("Total events captured on [" + now + "] : " + call.view().invalidCount() + "\n");
    boolean requests = !call.word(3).equals("response");
    boolean responses = !call.word(3).equals("request");
    for (RuntimeView.InvalidMessages each : call.view().invalidMessages()) {
      InvalidMessage request = each.request();
      if (requests && request != null && isMeant(each.name(), each.id(), wanted)) {
        String title = (each.isFrontend() ? "frontend " : "backend ") + each.name();
        call.print(InvalidMessageText.of(title, each.id(), request));
      }
      InvalidMessage response = each.response();
      if (responses
          && response != null
          && (isMeant(each.name(), each.id(), wanted)
              || isMeant(response.frontend(), response.frontendId(), wanted))) {
        call.print(InvalidMessageText.of("backend " + each.name(), each.id(), response));
      }
    }
  }

  private static boolean isMeant(String name, int id, String wanted) {
    return wanted.isEmpty()
        || wanted.equals("-1")
        || name.equals(wanted)
        || Integer.toString(id).equals(wanted);
  }
}

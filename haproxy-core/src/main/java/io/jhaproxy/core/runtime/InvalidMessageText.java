package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.InvalidMessage;

/** A message that could not be read, as {@code show errors} prints it. */
final class InvalidMessageText {
  /** The form of dates. */
  static final String DATE = "dd/MMM/yyyy:HH:mm:ss.SSS";

  /** Characters of a message in one line. */
  private static final int WIDTH = 70;

  /** What of a buffer the reference needs itself. */
  private static final int BUFFER_HEAD = 48;

  private InvalidMessageText() {}

  /** A blank line, what is known, the bytes. */
  static String of(String title, int id, InvalidMessage message) {
    StringBuilder out = new StringBuilder(" \n[");
    out.append(SessionCommands.date(message.at(), DATE)).append("] ");
    out.append(title).append(" (#").append(id).append("): invalid ");
    String server = message.server();
    if (server == null) {
      out.append("request\n  backend <NONE> (#-1), server <NONE> (#-1)");
    } else {
      out.append("response\n  frontend ").append(message.frontend()).append(" (#");
      out.append(message.frontendId()).append("), server ").append(server).append(" (#");
      out.append(message.serverId()).append(')');
    }
    int length = message.bytes().length;
    out.append(", event #").append(message.number()).append(", src ").append(message.source());
    out.append("\n  buffer starts at 0 (including 0 out), ").append(message.bufferSize() - length);
    out.append(" free,\n  len ").append(length).append(", wraps at ");
    out.append(message.bufferSize() - BUFFER_HEAD).append(", error at position ");
    out.append(message.position().getAsInt()).append(" :\n  \n");
    dump(message.bytes(), out);
    return out.toString();
  }

  /** One line of the message a line; long ones are broken. */
  private static void dump(byte[] bytes, StringBuilder out) {
    int at = 0;
    boolean goesOn = false;
    while (at < bytes.length) {
      out.append("  %05d%c ".formatted(at, goesOn ? '+' : ' '));
      int begun = out.length();
      goesOn = true;
      while (at < bytes.length && goesOn) {
        String text = escaped(bytes[at]);
        if (out.length() - begun + text.length() > WIDTH) {
          break;
        }
        out.append(text);
        goesOn = bytes[at++] != '\n';
      }
      out.append('\n');
    }
  }

  private static String escaped(byte value) {
    return switch (value) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case 27 -> "\\e";
      case '\\' -> "\\\\";
      default ->
          value >= ' ' && value < 127
              ? Character.toString(value)
              : "\\x%02X".formatted(value & 255);
    };
  }
}

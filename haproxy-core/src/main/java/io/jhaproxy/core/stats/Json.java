package io.jhaproxy.core.stats;

/** JSON as the statistics are written in it. */
public final class Json {
  private Json() {}

  /** A text with quotes. */
  public static String text(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /** A typed value: position, name, process, tags, value. */
  public static String field(int position, String name, String tags, String type, String value) {
    return "\"field\":{\"pos\":"
        + position
        + ",\"name\":"
        + text(name)
        + "},\"processNum\":1,\"tags\":{\"origin\":\""
        + origin(tags.charAt(0))
        + "\",\"nature\":\""
        + nature(tags.charAt(1))
        + "\",\"scope\":\""
        + (tags.charAt(2) == 'S' ? "Service" : "Process")
        + "\"},\"value\":{\"type\":\""
        + type
        + "\",\"value\":"
        + (type.equals("str") ? text(value) : value)
        + "}";
  }

  private static String origin(char letter) {
    return switch (letter) {
      case 'M' -> "Metric";
      case 'S' -> "Status";
      case 'K' -> "Key";
      case 'C' -> "Config";
      case 'P' -> "Product";
      default -> "Unknown";
    };
  }

  private static String nature(char letter) {
    return switch (letter) {
      case 'G' -> "Gauge";
      case 'L' -> "Limit";
      case 'm' -> "Min";
      case 'M' -> "Max";
      case 'R' -> "Rate";
      case 'C' -> "Counter";
      case 'D' -> "Duration";
      case 'A' -> "Age";
      case 'T' -> "Time";
      case 'N' -> "Name";
      case 'O' -> "Output";
      case 'a' -> "Avg";
      default -> "Unknown";
    };
  }
}

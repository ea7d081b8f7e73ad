package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.Json;
import io.jhaproxy.core.stats.JsonSchema;
import io.jhaproxy.core.stats.StatsView;
import java.util.List;
import java.util.Locale;

/** {@code show version}, {@code show info} and the schema of JSON output. */
final class InfoCommands {
  private InfoCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "show version",
            "show version",
            "the version of the program",
            c -> c.message(Call.INFO, c.view().stats().process().version())),
        Command.user(
            "show info",
            "show info [desc|json|typed|float]*",
            "facts and totals of the process",
            InfoCommands::info),
        Command.user(
            "show schema json",
            "show schema json",
            "the schema of JSON output",
            c -> c.print(JsonSchema.TEXT + "\n")));
  }

  private static void info(Call call) {
    call.view().catchUp();
    ValueFormat format = ValueFormat.of(call.words(), 2);
    boolean floats = call.words().contains("float");
    List<InfoField> fields = InfoField.all();
    StringBuilder text = new StringBuilder(format.isJson() ? "[" : "");
    boolean first = true;
    for (int position = 0; position < fields.size(); position++) {
      InfoField field = fields.get(position);
      Object value = field.value(call.view(), floats);
      if (value == null) {
        continue;
      }
      String type = field.type(value, floats);
      String shown = value instanceof Double d ? seconds(d) : value.toString();
      if (format.isJson()) {
        text.append(first ? "" : ",").append("{");
        text.append(Json.field(position, field.name(), field.tags(floats), type, shown));
        text.append('}');
      } else {
        text.append(
            format.isTyped()
                ? position
                    + "."
                    + field.name()
                    + ".1:"
                    + field.tags(floats)
                    + ":"
                    + type
                    + ":"
                    + shown
                : field.name() + ": " + shown);
        text.append(format.describes() ? ":\"" + field.description() + "\"\n" : "\n");
      }
      first = false;
    }
    call.print(text.append(format.isJson() ? "]\n" : "").toString());
  }

  private static String seconds(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  /** {@code 0d 0h00m01s}. */
  static String uptime(StatsView.Process process) {
    long s = process.uptimeSeconds();
    return String.format(
        Locale.ROOT, "%dd %dh%02dm%02ds", s / 86_400, s / 3600 % 24, s / 60 % 60, s % 60);
  }
}

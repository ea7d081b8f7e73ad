package io.jhaproxy.core.stats;

import java.util.List;
import java.util.stream.Collectors;

/** The JSON schema of {@code show info json} and {@code show stat json}. */
public final class JsonSchema {
  /** The schema, on one line. */
  public static final String TEXT = build();

  private JsonSchema() {}

  private static String build() {
    String natural = "{\"type\":\"integer\",\"minimum\":0}";
    String common = reference("field") + "," + reference("processNum") + "," + reference("tags");
    String info =
        list(
            "Info",
            common + "," + "\"value\":{\"$ref\":\"#/definitions/typedValue\"}",
            "\"field\",\"processNum\",\"tags\",\"value\"");
    String stat =
        list(
            "Stat",
            "\"objType\":"
                + enumeration("", "Frontend", "Backend", "Listener", "Server", "Unknown")
                + ",\"proxyId\":"
                + natural
                + ",\"id\":"
                + natural
                + ","
                + common
                + ","
                + reference("typedValue"),
            "\"objType\",\"proxyId\",\"id\",\"field\",\"processNum\",\"tags\",\"value\"");
    String error =
        "{\"title\":\"Error\",\"type\":\"object\",\"properties\":{\"errorStr\":{\"type\":\"string\"}},"
            + "\"required\":[\"errorStr\"]}";
    return "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"oneOf\":["
        + info
        + ","
        + stat
        + ","
        + error
        + "],\"definitions\":{"
        + definitions(natural)
        + "}}";
  }

  private static String list(String title, String properties, String required) {
    return "{\"title\":\""
        + title
        + "\",\"type\":\"array\",\"items\":{\"title\":\"InfoItem\",\"type\":\"object\",\"properties\":{"
        + properties
        + "},\"required\":["
        + required
        + "]}}";
  }

  private static String reference(String name) {
    return "\"" + name + "\":{\"$ref\":\"#/definitions/" + name + "\"}";
  }

  private static String enumeration(String type, String... words) {
    String list =
        List.of(words).stream().map(w -> "\"" + w + "\"").collect(Collectors.joining(","));
    return "{" + type + "\"enum\":[" + list + "]}";
  }

  private static String definitions(String natural) {
    String string = "\"type\":\"string\",";
    return "\"field\":{\"type\":\"object\",\"pos\":"
        + natural
        + ",\"name\":{\"type\":\"string\"},\"required\":[\"pos\",\"name\"]},"
        + "\"processNum\":{\"type\":\"integer\",\"minimum\":1},"
        + "\"tags\":{\"type\":\"object\",\"origin\":"
        + enumeration(string, "Metric", "Status", "Key", "Config", "Product", "Unknown")
        + ",\"nature\":"
        + enumeration(
                string,
                "Gauge",
                "Limit",
                "Min",
                "Max",
                "Rate",
                "Counter",
                "Duration",
                "Age",
                "Time",
                "Name",
                "Output",
                "Avg",
                "Unknown")
            .replace("\"Avg\",", "\"Avg\", ")
        + ",\"scope\":"
        + enumeration(string, "Cluster", "Process", "Service", "System", "Unknown")
        + ",\"required\":[\"origin\",\"nature\",\"scope\"]},"
        + "\"typedValue\":{\"type\":\"object\",\"oneOf\":["
        + List.of("s32", "s64", "u32", "u64", "str").stream()
            .map(t -> "{\"$ref\":\"#/definitions/typedValue/definitions/" + t + "Value\"}")
            .collect(Collectors.joining(","))
        + "],\"definitions\":{"
        + value("s32", "\"minimum\":-2147483648,\"maximum\":2147483647")
        + value("s64", "\"minimum\":-9007199254740991,\"maximum\":9007199254740991")
        + value("u32", "\"minimum\":0,\"maximum\":4294967295")
        + value("u64", "\"minimum\":0,\"maximum\":9007199254740991")
        + "\"strValue\":{\"properties\":{\"type\":"
        + enumeration(string, "str")
        + ",\"value\":{\"type\":\"string\"}},\"required\":[\"type\",\"value\"]},"
        + "\"unknownValue\":{\"properties\":{\"type\":"
        + natural
        + ",\"value\":"
        + enumeration(string, "unknown")
        + "},\"required\":[\"type\",\"value\"]}}}";
  }

  private static String value(String type, String range) {
    return "\""
        + type
        + "Value\":{\"properties\":{\"type\":"
        + enumeration("\"type\":\"string\",", type)
        + ",\"value\":{\"type\":\"integer\","
        + range
        + "}},\"required\":[\"type\",\"value\"]},";
  }
}

package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.List;
import java.util.Locale;

/** MQTT 3.1, 3.1.1 and 5.0 (manual 7.3.1: mqtt_is_valid, mqtt_field_value). */
public final class MqttConverters {
  private static final List<String> CONNECT_FIELDS =
      List.of(
          "flags",
          "protocol_name",
          "protocol_version",
          "client_identifier",
          "will_topic",
          "will_payload",
          "username",
          "password",
          "keepalive");
  private static final List<String> CONNACK_FIELDS =
      List.of("flags", "protocol_version", "reason_code");
  private static final List<Integer> CONNECT_PROPERTIES =
      List.of(17, 33, 39, 34, 25, 23, 21, 22, 24, 1, 2, 3, 8, 9);
  private static final List<Integer> CONNACK_PROPERTIES =
      List.of(17, 33, 36, 37, 39, 18, 34, 31, 40, 41, 42, 19, 26, 28, 21, 22);

  private MqttConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    SampleType input = SampleType.BIN;
    library.converter(
        "mqtt_is_valid",
        input,
        SampleType.BOOL,
        (x, v) -> {
          MqttPacket packet = new MqttPacket(v.bytes);
          return !packet.isCut() && v.setBool(packet.isValid());
        });
    library.converter(
        "mqtt_field_value",
        input,
        SampleType.STR,
        "string,string",
        (call, s) -> {
          int type = type(call);
          String field = call.argument(1).toLowerCase(Locale.ROOT);
          check(call, type, field);
          return (x, v) -> {
            MqttPacket packet = new MqttPacket(v.bytes);
            return packet.isValid() && packet.type() == type && packet.value(field, x, v);
          };
        });
  }

  private static int type(SampleExpression.Call call) throws ExpressionException {
    return switch (call.argument(0).toLowerCase(Locale.ROOT)) {
      case "connect", "1" -> MqttPacket.CONNECT;
      case "connack", "2" -> MqttPacket.CONNACK;
      default -> throw Arguments.wrong(call, "Unknown MQTT type '" + call.argument(0) + "'");
    };
  }

  private static void check(SampleExpression.Call call, int type, String field)
      throws ExpressionException {
    boolean connect = type == MqttPacket.CONNECT;
    boolean known =
        field.matches("\\d{1,3}")
            ? (connect ? CONNECT_PROPERTIES : CONNACK_PROPERTIES).contains(Integer.valueOf(field))
            : (connect ? CONNECT_FIELDS : CONNACK_FIELDS).contains(field);
    if (!known) {
      throw Arguments.wrong(
          call,
          "Unknown MQTT field name '"
              + call.argument(1)
              + "' for packet type '"
              + call.argument(0)
              + "'");
    }
  }
}

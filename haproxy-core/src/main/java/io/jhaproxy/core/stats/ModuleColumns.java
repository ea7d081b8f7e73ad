package io.jhaproxy.core.stats;

import java.util.List;
import java.util.Map;

/**
 * The columns behind {@code -}: what HAProxy's modules for TLS, HTTP/2 and HTTP/1 count. There is
 * no TLS and no HTTP/2 here yet, so theirs are 0. For HTTP/1, bytes are those of {@code bin} and
 * {@code bout}, not those of the wire.
 */
final class ModuleColumns {
  /** Names in HAProxy 2.6's order. */
  static final List<String> NAMES =
      List.of(
          ("ssl_sess,ssl_reused_sess,ssl_failed_handshake,h2_headers_rcvd,h2_data_rcvd,"
                  + "h2_settings_rcvd,h2_rst_stream_rcvd,h2_goaway_rcvd,"
                  + "h2_detected_conn_protocol_errors,h2_detected_strm_protocol_errors,"
                  + "h2_rst_stream_resp,h2_goaway_resp,h2_open_connections,"
                  + "h2_backend_open_streams,h2_total_connections,h2_backend_total_streams,"
                  + "h1_open_connections,h1_open_streams,h1_total_connections,h1_total_streams,"
                  + "h1_bytes_in,h1_bytes_out,h1_spliced_bytes_in,h1_spliced_bytes_out")
              .split(","));

  private ModuleColumns() {}

  /** A listener or server: it has the columns of TLS only. */
  static void line(Map<String, String> row) {
    for (String name : NAMES) {
      if (name.startsWith("ssl_")) {
        row.put(name, "0");
      }
    }
  }

  /**
   * A frontend or backend.
   *
   * @param http whether it speaks HTTP/1
   * @param open connections now
   * @param connections connections so far
   * @param streams requests so far
   */
  static void side(
      Map<String, String> row,
      boolean http,
      long open,
      long connections,
      long streams,
      TrafficCounters counters) {
    for (String name : NAMES) {
      row.put(name, "0");
    }
    if (http) {
      put(row, "h1_open_connections", open);
      put(row, "h1_open_streams", counters.scur);
      put(row, "h1_total_connections", connections);
      put(row, "h1_total_streams", streams);
      put(row, "h1_bytes_in", counters.bin);
      put(row, "h1_bytes_out", counters.bout);
    }
  }

  private static void put(Map<String, String> row, String name, long value) {
    row.put(name, Long.toString(value));
  }
}

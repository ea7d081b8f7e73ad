package io.jhaproxy.core.sample;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converters of HAProxy 2.6 that do not exist here yet. A row: type it takes, type it yields,
 * fewest and most arguments, names.
 */
public final class UnfinishedConverters {
  private static final String ROWS =
      """
      str str 2 3 add_item
      bin bin 4 4 aes_gcm_dec
      bin str 1 3 be2dec be2hex
      str str 1 1 capture-req capture-res json url_enc
      bin sint 0 1 crc32 crc32c wt6 xxh3 xxh32 xxh64
      str str 0 0 cut_crlf
      any any 0 2 debug
      bin bin 1 1 digest fix_tag_value
      bin bool 0 0 fix_is_valid mqtt_is_valid
      str sint 0 0 hex2i nbsrv srv_queue
      bin bin 2 2 hmac
      sint bin 0 0 htonl
      sint str 0 2 http_date
      any bool 1 1 in_table
      str any 1 2 json_query
      bin any 0 2 jwt_header_query jwt_payload_query
      bin sint 2 2 jwt_verify
      str str 1 2 language map_regm
      sint str 1 2 ltime utime
      bin str 2 2 mqtt_field_value
      bin bin 1 2 protobuf ungrpc
      bin bool 1 1 secure_memcmp
      bin bin 0 0 sha1
      bin bin 0 1 sha2
      any sint 1 1 table_bytes_in_rate table_bytes_out_rate table_conn_cnt table_conn_cur
      any sint 1 1 table_conn_rate table_gpc0 table_gpc0_rate table_gpc1 table_gpc1_rate
      any sint 1 1 table_gpt0 table_http_err_cnt table_http_err_rate table_http_fail_cnt
      any sint 1 1 table_http_fail_rate table_http_req_cnt table_http_req_rate table_kbytes_in
      any sint 1 1 table_kbytes_out table_server_id table_sess_cnt table_sess_rate
      any sint 1 1 table_trackers
      any sint 1 2 table_expire table_idle
      any sint 2 2 table_gpc table_gpc_rate table_gpt
      str bin 0 0 ub64dec
      bin str 0 0 ub64enc
      """;

  private UnfinishedConverters() {}

  /** Adds them all, so that their names and numbers of arguments are checked. */
  public static void register(Library library) {
    ROWS.lines().forEach(row -> register(library, row.split(" ")));
  }

  private static void register(Library library, String[] row) {
    int minimum = Integer.parseInt(row[2]);
    int maximum = Integer.parseInt(row[3]);
    for (int i = 4; i < row.length; i++) {
      library.unfinishedConverter(row[i], type(row[0]), type(row[1]), minimum, maximum);
    }
  }

  private static @Nullable SampleType type(String word) {
    return switch (word) {
      case "any" -> null;
      case "addr" -> SampleType.IPV4;
      default -> SampleType.valueOf(word.toUpperCase(Locale.ROOT));
    };
  }
}

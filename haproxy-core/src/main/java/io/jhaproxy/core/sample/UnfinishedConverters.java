package io.jhaproxy.core.sample;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converters of HAProxy 2.6 that do not exist here yet. A row: type it takes, type it yields, its
 * arguments, names.
 */
public final class UnfinishedConverters {
  private static final String ROWS =
      """
      any bool table in_table
      bin sint [integer] wt6
      any sint table table_bytes_in_rate table_bytes_out_rate table_conn_cnt table_conn_cur
      any sint table table_conn_rate table_gpc0 table_gpc0_rate table_gpc1 table_gpc1_rate
      any sint table table_gpt0 table_http_err_cnt table_http_err_rate table_http_fail_cnt
      any sint table table_http_fail_rate table_http_req_cnt table_http_req_rate table_kbytes_in
      any sint table table_kbytes_out table_server_id table_sess_cnt table_sess_rate table_trackers
      any sint table[,integer] table_expire table_idle
      any sint integer,table table_gpc table_gpc_rate table_gpt
      """;

  private UnfinishedConverters() {}

  /** Adds them all, so that their names and numbers of arguments are checked. */
  public static void register(Library library) {
    ROWS.lines().forEach(row -> register(library, row.split(" ")));
  }

  private static void register(Library library, String[] row) {
    for (int i = 3; i < row.length; i++) {
      library.unfinishedConverter(row[i], type(row[0]), type(row[1]), row[2]);
    }
  }

  private static @Nullable SampleType type(String word) {
    return switch (word) {
      case "any" -> null;
      default -> SampleType.valueOf(word.toUpperCase(Locale.ROOT));
    };
  }
}

package io.jhaproxy.core.sample;

import java.util.Locale;

/**
 * Fetches of HAProxy 2.6 that do not exist here yet. Moving a name out of here into its room is how
 * it becomes implemented. A row: what the fetch needs, its type, its arguments, names.
 */
public final class UnfinishedFetches {
  private static final String TLS =
      """
      SERVER_SESSION sint - ssl_bc_alg_keysize ssl_bc_err ssl_bc_use_keysize
      SERVER_SESSION str - ssl_bc_alpn ssl_bc_cipher ssl_bc_err_str ssl_bc_npn ssl_bc_protocol
      SERVER_SESSION bin - ssl_bc_client_random ssl_bc_server_random ssl_bc_session_id
      SERVER_SESSION bin - ssl_bc_session_key ssl_bc_unique_id
      SERVER_SESSION bool - ssl_bc_is_resumed
      CLIENT_SESSION sint - ssl_c_ca_err_depth ssl_c_verify ssl_c_version ssl_f_version
      CLIENT_SESSION sint - ssl_fc_alg_keysize ssl_fc_cipherlist_xxh ssl_fc_protocol_hello_id
      CLIENT_SESSION sint - ssl_fc_use_keysize ssl_s_version
      CLIENT_SESSION bin - ssl_c_chain_der ssl_c_der ssl_c_serial ssl_c_sha1 ssl_f_der ssl_f_serial
      CLIENT_SESSION bin - ssl_f_sha1 ssl_fc_client_random ssl_fc_server_random ssl_fc_session_id
      CLIENT_SESSION bin - ssl_fc_session_key ssl_fc_unique_id ssl_s_chain_der ssl_s_der
      CLIENT_SESSION bin - ssl_s_serial ssl_s_sha1
      CLIENT_SESSION str [string,integer,string] ssl_c_i_dn ssl_c_s_dn ssl_f_i_dn ssl_f_s_dn
      CLIENT_SESSION str [string,integer,string] ssl_s_i_dn ssl_s_s_dn
      CLIENT_SESSION str - ssl_c_key_alg ssl_c_notafter ssl_c_notbefore ssl_c_sig_alg ssl_f_key_alg
      CLIENT_SESSION str - ssl_f_notafter ssl_f_notbefore ssl_f_sig_alg
      CLIENT_SESSION str - ssl_fc_client_early_traffic_secret ssl_fc_client_handshake_traffic_secret
      CLIENT_SESSION str - ssl_fc_client_traffic_secret_0 ssl_fc_early_exporter_secret
      CLIENT_SESSION str - ssl_fc_ecformats_bin ssl_fc_err_str ssl_fc_exporter_secret ssl_fc_npn
      CLIENT_SESSION str - ssl_fc_server_handshake_traffic_secret ssl_fc_server_traffic_secret_0
      CLIENT_SESSION str - ssl_s_key_alg ssl_s_notafter ssl_s_notbefore ssl_s_sig_alg
      CLIENT_SESSION bool - ssl_c_used ssl_fc_has_crt ssl_fc_has_early ssl_fc_has_sni
      CLIENT_SESSION str [integer] ssl_fc_cipherlist_bin ssl_fc_cipherlist_str ssl_fc_eclist_bin
      CLIENT_SESSION str [integer] ssl_fc_extlist_bin
      CLIENT_SESSION bin [integer] ssl_fc_cipherlist_hex
      """;

  private static final String STICK_TABLES =
      """
      NOTHING sint [table] sc0_bytes_in_rate sc0_bytes_out_rate sc0_clr_gpc0 sc0_clr_gpc1
      NOTHING sint [table] sc0_conn_cnt sc0_conn_cur sc0_conn_rate sc0_get_gpc0 sc0_get_gpc1
      NOTHING sint [table] sc0_get_gpt0 sc0_gpc0_rate sc0_gpc1_rate sc0_http_err_cnt
      NOTHING sint [table] sc0_http_err_rate sc0_http_fail_cnt sc0_http_fail_rate sc0_http_req_cnt
      NOTHING sint [table] sc0_http_req_rate sc0_inc_gpc0 sc0_inc_gpc1 sc0_sess_cnt sc0_sess_rate
      NOTHING sint [table] sc0_trackers sc1_bytes_in_rate sc1_bytes_out_rate sc1_clr_gpc0
      NOTHING sint [table] sc1_clr_gpc1 sc1_conn_cnt sc1_conn_cur sc1_conn_rate sc1_get_gpc0
      NOTHING sint [table] sc1_get_gpc1 sc1_get_gpt0 sc1_gpc0_rate sc1_gpc1_rate sc1_http_err_cnt
      NOTHING sint [table] sc1_http_err_rate sc1_http_fail_cnt sc1_http_fail_rate sc1_http_req_cnt
      NOTHING sint [table] sc1_http_req_rate sc1_inc_gpc0 sc1_inc_gpc1 sc1_sess_cnt sc1_sess_rate
      NOTHING sint [table] sc1_trackers sc2_bytes_in_rate sc2_bytes_out_rate sc2_clr_gpc0
      NOTHING sint [table] sc2_clr_gpc1 sc2_conn_cnt sc2_conn_cur sc2_conn_rate sc2_get_gpc0
      NOTHING sint [table] sc2_get_gpc1 sc2_get_gpt0 sc2_gpc0_rate sc2_gpc1_rate sc2_http_err_cnt
      NOTHING sint [table] sc2_http_err_rate sc2_http_fail_cnt sc2_http_fail_rate sc2_http_req_cnt
      NOTHING sint [table] sc2_http_req_rate sc2_inc_gpc0 sc2_inc_gpc1 sc2_sess_cnt sc2_sess_rate
      NOTHING sint [table] sc2_trackers
      CLIENT sint [table] sc0_kbytes_in sc0_kbytes_out sc1_kbytes_in sc1_kbytes_out sc2_kbytes_in
      CLIENT sint [table] sc2_kbytes_out
      NOTHING bool [table] sc0_tracked sc1_tracked sc2_tracked
      NOTHING sint integer[,table] sc1_clr_gpc sc_bytes_in_rate sc_bytes_out_rate sc_clr_gpc0
      NOTHING sint integer[,table] sc_clr_gpc1 sc_conn_cnt sc_conn_cur sc_conn_rate sc_get_gpc0
      NOTHING sint integer[,table] sc_get_gpc1 sc_get_gpt0 sc_gpc0_rate sc_gpc1_rate sc_http_err_cnt
      NOTHING sint integer[,table] sc_http_err_rate sc_http_fail_cnt sc_http_fail_rate
      NOTHING sint integer[,table] sc_http_req_cnt sc_http_req_rate sc_inc_gpc0 sc_inc_gpc1
      NOTHING sint integer[,table] sc_sess_cnt sc_sess_rate sc_trackers
      NOTHING sint integer,integer[,table] sc_clr_gpc sc_get_gpc sc_get_gpt sc_gpc_rate sc_inc_gpc
      CLIENT sint integer[,table] sc_kbytes_in sc_kbytes_out
      NOTHING bool integer[,table] sc_tracked
      CLIENT sint table src_bytes_in_rate src_bytes_out_rate src_clr_gpc0 src_clr_gpc1 src_conn_cnt
      CLIENT sint table src_conn_cur src_conn_rate src_get_gpc0 src_get_gpc1 src_get_gpt0
      CLIENT sint table src_gpc0_rate src_gpc1_rate src_http_err_cnt src_http_err_rate
      CLIENT sint table src_http_fail_cnt src_http_fail_rate src_http_req_cnt src_http_req_rate
      CLIENT sint table src_inc_gpc0 src_inc_gpc1 src_kbytes_in src_kbytes_out src_sess_cnt
      CLIENT sint table src_sess_rate src_updt_conn_cnt
      CLIENT sint integer,table src_clr_gpc src_get_gpc src_get_gpt src_gpc_rate src_inc_gpc
      NOTHING sint table table_avl table_cnt
      """;

  private static final String OTHERS =
      """
      REQUEST_HEAD str - fcgi.docroot fcgi.index
      CACHED_RESPONSE bool - res.cache_hit
      CACHED_RESPONSE str - res.cache_name
      RESPONSE bool - res.comp
      RESPONSE str - res.comp_algo
      """;

  private UnfinishedFetches() {}

  /** Adds them all, so that their names and numbers of arguments are checked. */
  public static void register(Library library) {
    for (String rows : new String[] {TLS, STICK_TABLES, OTHERS}) {
      rows.lines().forEach(row -> register(library, row.split(" ")));
    }
  }

  private static void register(Library library, String[] row) {
    SampleType type = SampleType.valueOf(row[1].toUpperCase(Locale.ROOT));
    for (int i = 3; i < row.length; i++) {
      String signature = row[2].equals("-") ? "" : row[2].replace('_', ' ');
      library.unfinishedFetch(row[i], type, Need.valueOf(row[0]), signature);
    }
  }
}

package io.jhaproxy.core.sample;

import java.util.Locale;

/**
 * Fetches of HAProxy 2.6 that do not exist here yet. Moving a name out of here into its room is how
 * it becomes implemented. A row: what the fetch needs, its type, fewest and most arguments, names.
 */
public final class UnfinishedFetches {
  private static final String TLS =
      """
      RESPONSE_BUFFER sint 0 0 rep_ssl_hello_type res.ssl_hello_type
      REQUEST_BUFFER str 0 0 req.ssl_alpn req.ssl_sni req_ssl_sni
      REQUEST_BUFFER bool 0 0 req.ssl_ec_ext
      REQUEST_BUFFER sint 0 0 req.ssl_hello_type req.ssl_st_ext req.ssl_ver req_ssl_hello_type
      REQUEST_BUFFER sint 0 0 req_ssl_ver
      BACKEND sint 0 0 ssl_bc_alg_keysize ssl_bc_err ssl_bc_use_keysize
      BACKEND str 0 0 ssl_bc_alpn ssl_bc_cipher ssl_bc_err_str ssl_bc_npn ssl_bc_protocol
      BACKEND bin 0 0 ssl_bc_client_random ssl_bc_server_random ssl_bc_session_id
      BACKEND bin 0 0 ssl_bc_session_key ssl_bc_unique_id
      BACKEND bool 0 0 ssl_bc_is_resumed
      CLIENT sint 0 0 ssl_c_ca_err_depth ssl_c_verify ssl_c_version ssl_f_version
      CLIENT sint 0 0 ssl_fc_alg_keysize ssl_fc_cipherlist_xxh ssl_fc_protocol_hello_id
      CLIENT sint 0 0 ssl_fc_use_keysize ssl_s_version
      CLIENT bin 0 0 ssl_c_chain_der ssl_c_der ssl_c_serial ssl_c_sha1 ssl_f_der ssl_f_serial
      CLIENT bin 0 0 ssl_f_sha1 ssl_fc_client_random ssl_fc_server_random ssl_fc_session_id
      CLIENT bin 0 0 ssl_fc_session_key ssl_fc_unique_id ssl_s_chain_der ssl_s_der
      CLIENT bin 0 0 ssl_s_serial ssl_s_sha1
      CLIENT str 0 3 ssl_c_i_dn ssl_c_s_dn ssl_f_i_dn ssl_f_s_dn ssl_s_i_dn ssl_s_s_dn
      CLIENT str 0 0 ssl_c_key_alg ssl_c_notafter ssl_c_notbefore ssl_c_sig_alg ssl_f_key_alg
      CLIENT str 0 0 ssl_f_notafter ssl_f_notbefore ssl_f_sig_alg
      CLIENT str 0 0 ssl_fc_client_early_traffic_secret ssl_fc_client_handshake_traffic_secret
      CLIENT str 0 0 ssl_fc_client_traffic_secret_0 ssl_fc_early_exporter_secret
      CLIENT str 0 0 ssl_fc_ecformats_bin ssl_fc_err_str ssl_fc_exporter_secret ssl_fc_npn
      CLIENT str 0 0 ssl_fc_server_handshake_traffic_secret ssl_fc_server_traffic_secret_0
      CLIENT str 0 0 ssl_s_key_alg ssl_s_notafter ssl_s_notbefore ssl_s_sig_alg
      CLIENT bool 0 0 ssl_c_used ssl_fc_has_crt ssl_fc_has_early ssl_fc_has_sni
      CLIENT str 0 1 ssl_fc_cipherlist_bin ssl_fc_cipherlist_str ssl_fc_eclist_bin
      CLIENT str 0 1 ssl_fc_extlist_bin
      CLIENT bin 0 1 ssl_fc_cipherlist_hex
      """;

  private static final String STICK_TABLES =
      """
      NOTHING sint 0 1 sc0_bytes_in_rate sc0_bytes_out_rate sc0_clr_gpc0 sc0_clr_gpc1
      NOTHING sint 0 1 sc0_conn_cnt sc0_conn_cur sc0_conn_rate sc0_get_gpc0 sc0_get_gpc1
      NOTHING sint 0 1 sc0_get_gpt0 sc0_gpc0_rate sc0_gpc1_rate sc0_http_err_cnt
      NOTHING sint 0 1 sc0_http_err_rate sc0_http_fail_cnt sc0_http_fail_rate sc0_http_req_cnt
      NOTHING sint 0 1 sc0_http_req_rate sc0_inc_gpc0 sc0_inc_gpc1 sc0_sess_cnt sc0_sess_rate
      NOTHING sint 0 1 sc0_trackers sc1_bytes_in_rate sc1_bytes_out_rate sc1_clr_gpc0
      NOTHING sint 0 1 sc1_clr_gpc1 sc1_conn_cnt sc1_conn_cur sc1_conn_rate sc1_get_gpc0
      NOTHING sint 0 1 sc1_get_gpc1 sc1_get_gpt0 sc1_gpc0_rate sc1_gpc1_rate sc1_http_err_cnt
      NOTHING sint 0 1 sc1_http_err_rate sc1_http_fail_cnt sc1_http_fail_rate sc1_http_req_cnt
      NOTHING sint 0 1 sc1_http_req_rate sc1_inc_gpc0 sc1_inc_gpc1 sc1_sess_cnt sc1_sess_rate
      NOTHING sint 0 1 sc1_trackers sc2_bytes_in_rate sc2_bytes_out_rate sc2_clr_gpc0
      NOTHING sint 0 1 sc2_clr_gpc1 sc2_conn_cnt sc2_conn_cur sc2_conn_rate sc2_get_gpc0
      NOTHING sint 0 1 sc2_get_gpc1 sc2_get_gpt0 sc2_gpc0_rate sc2_gpc1_rate sc2_http_err_cnt
      NOTHING sint 0 1 sc2_http_err_rate sc2_http_fail_cnt sc2_http_fail_rate sc2_http_req_cnt
      NOTHING sint 0 1 sc2_http_req_rate sc2_inc_gpc0 sc2_inc_gpc1 sc2_sess_cnt sc2_sess_rate
      NOTHING sint 0 1 sc2_trackers
      CLIENT sint 0 1 sc0_kbytes_in sc0_kbytes_out sc1_kbytes_in sc1_kbytes_out sc2_kbytes_in
      CLIENT sint 0 1 sc2_kbytes_out
      NOTHING bool 0 1 sc0_tracked sc1_tracked sc2_tracked
      NOTHING sint 1 2 sc1_clr_gpc sc_bytes_in_rate sc_bytes_out_rate sc_clr_gpc0 sc_clr_gpc1
      NOTHING sint 1 2 sc_conn_cnt sc_conn_cur sc_conn_rate sc_get_gpc0 sc_get_gpc1
      NOTHING sint 1 2 sc_get_gpt0 sc_gpc0_rate sc_gpc1_rate sc_http_err_cnt sc_http_err_rate
      NOTHING sint 1 2 sc_http_fail_cnt sc_http_fail_rate sc_http_req_cnt sc_http_req_rate
      NOTHING sint 1 2 sc_inc_gpc0 sc_inc_gpc1 sc_sess_cnt sc_sess_rate sc_trackers
      NOTHING sint 2 3 sc_clr_gpc sc_get_gpc sc_get_gpt sc_gpc_rate sc_inc_gpc
      CLIENT sint 1 2 sc_kbytes_in sc_kbytes_out
      NOTHING bool 1 2 sc_tracked
      CLIENT sint 0 1 src_bytes_in_rate src_bytes_out_rate src_clr_gpc0 src_clr_gpc1
      CLIENT sint 0 1 src_conn_cnt src_conn_cur src_conn_rate src_get_gpc0 src_get_gpc1
      CLIENT sint 0 1 src_get_gpt0 src_gpc0_rate src_gpc1_rate src_http_err_cnt
      CLIENT sint 0 1 src_http_err_rate src_http_fail_cnt src_http_fail_rate src_http_req_cnt
      CLIENT sint 0 1 src_http_req_rate src_inc_gpc0 src_inc_gpc1 src_kbytes_in src_kbytes_out
      CLIENT sint 0 1 src_sess_cnt src_sess_rate src_updt_conn_cnt
      CLIENT sint 1 2 src_clr_gpc src_get_gpc src_get_gpt src_gpc_rate src_inc_gpc
      NOTHING sint 0 1 table_avl table_cnt
      """;

  private static final String OTHERS =
      """
      NOTHING sint 0 0 proc
      REQUEST_BUFFER str 0 1 req_rdp_cookie
      REQUEST_BUFFER sint 0 1 req_rdp_cookie_cnt
      NOTHING sint 0 1 avg_queue be_conn_free connslots fe_req_rate srv_conn_free srv_iweight
      NOTHING sint 0 1 srv_sess_rate srv_uweight srv_weight
      REQUEST_HEAD sint 0 0 base32 url32 url_port
      REQUEST_HEAD bin 0 0 base32+src req.hdrs req.hdrs_bin url32+src
      REQUEST_HEAD str 0 0 baseq http_auth_pass http_auth_type http_auth_user
      BACKEND sint 0 0 bc_err bc_http_major be_server_timeout be_tunnel_timeout
      BACKEND sint 0 0 cur_server_timeout cur_tunnel_timeout
      BACKEND str 0 0 bc_err_str res.cache_name res.comp_algo
      NOTHING sint 0 0 cpu_calls cpu_ns_avg cpu_ns_tot last_rule_line lat_ns_avg lat_ns_tot
      NOTHING sint 0 0 nbproc prio_class prio_offset thread
      REQUEST_BUFFER bin 1 2 distcc_body
      REQUEST_BUFFER sint 1 2 distcc_param
      CLIENT sint 0 0 dst_conn fc_http_major fe_client_timeout
      CLIENT bool 0 0 dst_is_local fc_dst_is_local fc_rcvd_proxy fc_src_is_local src_is_local
      CLIENT sint 0 1 fc_fackets fc_lost fc_reordering fc_retrans fc_rtt fc_rttvar fc_sacked
      CLIENT sint 0 1 fc_unacked
      CLIENT str 0 0 fc_pp_authority fc_pp_unique_id fe_defbe
      REQUEST_BUFFER str 0 0 fcgi.docroot fcgi.index
      REQUEST_HEAD str 0 1 http_auth_bearer req.hdr_names
      REQUEST_BUFFER sint 0 0 internal.htx.data internal.htx.free internal.htx.free_data
      REQUEST_BUFFER sint 0 0 internal.htx.nbblks internal.htx.size internal.htx.used
      REQUEST_BUFFER bool 0 0 internal.htx.has_eom
      REQUEST_BUFFER bin 1 1 internal.htx_blk.data
      REQUEST_BUFFER str 1 1 internal.htx_blk.hdrname internal.htx_blk.hdrval
      REQUEST_BUFFER str 1 1 internal.htx_blk.start_line internal.htx_blk.type
      REQUEST_BUFFER sint 1 1 internal.htx_blk.size
      NOTHING bool 0 0 internal.strm.is_htx stopping
      NOTHING str 0 0 last_rule_file
      REQUEST_BUFFER bin 2 3 payload_lv req.payload_lv
      REQUEST_BUFFER str 0 1 rdp_cookie req.rdp_cookie
      REQUEST_BUFFER sint 0 1 rdp_cookie_cnt req.rdp_cookie_cnt
      REQUEST_HEAD bin 0 1 req.body_param
      RESPONSE_BUFFER sint 0 0 res.body_len res.body_size
      BACKEND bool 0 0 res.cache_hit res.comp
      RESPONSE_BUFFER str 0 1 res.hdr_names
      RESPONSE_BUFFER bin 0 0 res.hdrs res.hdrs_bin
      RESPONSE_BUFFER bin 2 3 res.payload_lv
      NOTHING str 0 1 uuid
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
    int minimum = Integer.parseInt(row[2]);
    int maximum = Integer.parseInt(row[3]);
    for (int i = 4; i < row.length; i++) {
      library.unfinishedFetch(row[i], type, Need.valueOf(row[0]), minimum, maximum);
    }
  }
}

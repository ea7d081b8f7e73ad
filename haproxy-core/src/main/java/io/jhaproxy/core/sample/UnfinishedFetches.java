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

  private static final String OTHERS =
      """
      REQUEST_HEAD str - fcgi.docroot fcgi.index
      """;

  private UnfinishedFetches() {}

  /** Adds them all, so that their names and numbers of arguments are checked. */
  public static void register(Library library) {
    for (String rows : new String[] {TLS, OTHERS}) {
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

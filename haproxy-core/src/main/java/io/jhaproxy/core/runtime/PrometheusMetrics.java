package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * Names, kinds and order of the metrics that Prometheus is told. A row: letters, name, column of
 * the statistics or field of {@code show info}. Letters: c counter, g gauge; h only in mode http; s
 * milliseconds that are told in seconds.
 */
final class PrometheusMetrics {
  static final List<Metric> PROCESS =
      rows(
          """
      g nbthread Nbthread
      g nbproc Nbproc
      g relative_process_id Process_num
      g uptime_seconds Uptime_sec
      c pool_failures_total PoolFailed
      g max_fds Ulimit-n
      g max_sockets Maxsock
      g max_connections Maxconn
      g hard_max_connections Hard_maxconn
      g current_connections CurrConns
      c connections_total CumConns
      c requests_total CumReq
      g max_ssl_connections MaxSslConns
      g current_ssl_connections CurrSslConns
      c ssl_connections_total CumSslConns
      g max_pipes Maxpipes
      c pipes_used_total PipesUsed
      c pipes_free_total PipesFree
      g current_connection_rate ConnRate
      g limit_connection_rate ConnRateLimit
      g max_connection_rate MaxConnRate
      g current_session_rate SessRate
      g limit_session_rate SessRateLimit
      g max_session_rate MaxSessRate
      g current_ssl_rate SslRate
      g limit_ssl_rate SslRateLimit
      g max_ssl_rate MaxSslRate
      g current_frontend_ssl_key_rate SslFrontendKeyRate
      g max_frontend_ssl_key_rate SslFrontendMaxKeyRate
      g frontend_ssl_reuse SslFrontendSessionReuse_pct
      g current_backend_ssl_key_rate SslBackendKeyRate
      g max_backend_ssl_key_rate SslBackendMaxKeyRate
      c ssl_cache_lookups_total SslCacheLookups
      c ssl_cache_misses_total SslCacheMisses
      c http_comp_bytes_in_total CompressBpsIn
      c http_comp_bytes_out_total CompressBpsOut
      g limit_http_comp CompressBpsRateLim
      g current_zlib_memory -
      g max_zlib_memory -
      g current_tasks Tasks
      g current_run_queue Run_queue
      g idle_time_percent Idle_pct
      g stopping Stopping
      g jobs Jobs
      g unstoppable_jobs Unstoppable Jobs
      g listeners Listeners
      g active_peers ActivePeers
      g connected_peers ConnectedPeers
      c dropped_logs_total DroppedLogs
      g busy_polling_enabled BusyPolling
      c failed_resolutions FailedResolutions
      c bytes_out_total TotalBytesOut
      c spliced_bytes_out_total TotalSplicdedBytesOut
      g bytes_out_rate BytesOutRate
      c recv_logs_total CumRecvLogs
      g build_info Build info
      g max_memory_bytes Memmax_bytes
      g pool_allocated_bytes PoolAlloc_bytes
      g pool_used_bytes PoolUsed_bytes
      g start_time_seconds Start_time_sec
      """);

  static final List<Metric> FRONTEND =
      rows(
          """
      g current_sessions scur
      g max_sessions smax
      g limit_sessions slim
      c sessions_total stot
      c bytes_in_total bin
      c bytes_out_total bout
      c requests_denied_total dreq
      c responses_denied_total dresp
      c request_errors_total ereq
      g status status
      g limit_session_rate rate_lim
      g max_session_rate rate_max
      ch http_responses_total hrsp
      gh http_requests_rate_max req_rate_max
      ch http_requests_total req_tot
      ch http_comp_bytes_in_total comp_in
      ch http_comp_bytes_out_total comp_out
      ch http_comp_bytes_bypassed_total comp_byp
      ch http_comp_responses_total comp_rsp
      g connections_rate_max conn_rate_max
      c connections_total conn_tot
      ch intercepted_requests_total intercepted
      c denied_connections_total dcon
      c denied_sessions_total dses
      c failed_header_rewriting_total wrew
      ch http_cache_lookups_total cache_lookups
      ch http_cache_hits_total cache_hits
      c internal_errors_total eint
      """);

  static final List<Metric> BACKEND =
      rows(
          """
      g current_queue qcur
      g max_queue qmax
      g current_sessions scur
      g max_sessions smax
      g limit_sessions slim
      c sessions_total stot
      c bytes_in_total bin
      c bytes_out_total bout
      c requests_denied_total dreq
      c responses_denied_total dresp
      c connection_errors_total econ
      c response_errors_total eresp
      c retry_warnings_total wretr
      c redispatch_warnings_total wredis
      g status status
      g weight weight
      g active_servers act
      g backup_servers bck
      c check_up_down_total chkdown
      g check_last_change_seconds lastchg
      c downtime_seconds_total downtime
      c loadbalanced_total lbtot
      g max_session_rate rate_max
      ch http_responses_total hrsp
      ch http_requests_total req_tot
      c client_aborts_total cli_abrt
      c server_aborts_total srv_abrt
      ch http_comp_bytes_in_total comp_in
      ch http_comp_bytes_out_total comp_out
      ch http_comp_bytes_bypassed_total comp_byp
      ch http_comp_responses_total comp_rsp
      g last_session_seconds lastsess
      gs queue_time_average_seconds qtime
      gs connect_time_average_seconds ctime
      gs response_time_average_seconds rtime
      gs total_time_average_seconds ttime
      c failed_header_rewriting_total wrew
      c connection_attempts_total connect
      c connection_reuses_total reuse
      ch http_cache_lookups_total cache_lookups
      ch http_cache_hits_total cache_hits
      gs max_queue_time_seconds qtime_max
      gs max_connect_time_seconds ctime_max
      gs max_response_time_seconds rtime_max
      gs max_total_time_seconds ttime_max
      c internal_errors_total eint
      g uweight uweight
      g agg_server_status agg_server_status
      g agg_server_check_status agg_server_check_status
      g agg_check_status agg_check_status
      """);

  static final List<Metric> SERVER =
      rows(
          """
      g current_queue qcur
      g max_queue qmax
      g current_sessions scur
      g max_sessions smax
      g limit_sessions slim
      c sessions_total stot
      c bytes_in_total bin
      c bytes_out_total bout
      c responses_denied_total dresp
      c connection_errors_total econ
      c response_errors_total eresp
      c retry_warnings_total wretr
      c redispatch_warnings_total wredis
      g status status
      g weight weight
      c check_failures_total chkfail
      c check_up_down_total chkdown
      g check_last_change_seconds lastchg
      c downtime_seconds_total downtime
      g queue_limit qlimit
      g current_throttle throttle
      c loadbalanced_total lbtot
      g max_session_rate rate_max
      g check_status check_status
      g check_code check_code
      gs check_duration_seconds check_duration
      ch http_responses_total hrsp
      c client_aborts_total cli_abrt
      c server_aborts_total srv_abrt
      g last_session_seconds lastsess
      gs queue_time_average_seconds qtime
      gs connect_time_average_seconds ctime
      gs response_time_average_seconds rtime
      gs total_time_average_seconds ttime
      c failed_header_rewriting_total wrew
      c connection_attempts_total connect
      c connection_reuses_total reuse
      g idle_connections_current srv_icur
      g idle_connections_limit src_ilim
      gs max_queue_time_seconds qtime_max
      gs max_connect_time_seconds ctime_max
      gs max_response_time_seconds rtime_max
      gs max_total_time_seconds ttime_max
      c internal_errors_total eint
      g unsafe_idle_connections_current idle_conn_cur
      g safe_idle_connections_current safe_conn_cur
      g used_connections_current used_conn_cur
      g need_connections_current need_conn_est
      g uweight uweight
      """);

  static final List<Metric> STICK_TABLE = rows("g size entries at most\ng used entries now");

  private PrometheusMetrics() {}

  /**
   * One metric.
   *
   * @param name without its prefix
   * @param column where its value is
   */
  record Metric(String name, String column, boolean counter, boolean http, boolean seconds) {}

  private static List<Metric> rows(String rows) {
    return rows.lines().map(PrometheusMetrics::row).toList();
  }

  private static Metric row(String row) {
    String[] parts = row.strip().split(" ", 3);
    return new Metric(
        parts[1],
        parts[2],
        parts[0].startsWith("c"),
        parts[0].contains("h"),
        parts[0].contains("s"));
  }
}

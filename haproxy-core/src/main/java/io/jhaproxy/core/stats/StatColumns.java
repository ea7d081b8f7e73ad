package io.jhaproxy.core.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns of the statistics and what typed output says of them (management guide 9.2): origin,
 * nature and scope as three letters, then the type.
 */
public final class StatColumns {
  private static final String TAGS =
      """
      KNS str: pxname svname
      MGP u32: qcur scur srv_icur idle_conn_cur safe_conn_cur used_conn_cur need_conn_est
      MGP u32: agg_server_status agg_server_check_status agg_check_status
      MMP u32: qmax smax req_rate_max conn_rate_max qtime_max ctime_max rtime_max ttime_max
      CLP u32: slim rate_lim src_ilim
      MCP u64: stot bin bout dreq dresp ereq econ eresp wretr wredis chkfail chkdown lbtot
      MCP u64: hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other hanafail req_tot
      MCP u64: cli_abrt srv_abrt comp_in comp_out comp_byp comp_rsp conn_tot intercepted
      MCP u64: dcon dses wrew connect reuse cache_lookups cache_hits eint
      SGP str: status
      MaP u32: weight throttle qtime ctime rtime ttime uweight
      MAP u32: lastchg
      MCP u32: downtime
      CGS u32: qlimit type check_rise check_fall check_health agent_rise agent_fall agent_health
      KGP u32: pid
      KGS u32: iid sid
      CNS str: tracked cookie
      MOP str: check_status last_chk last_agt agent_status check_desc agent_desc
      MOP u32: check_code agent_code
      MDP u64: check_duration agent_duration
      MRP u32: req_rate conn_rate
      MAP s32: lastsess
      CGS str: addr mode algo
      MGP u64: h2_open_connections h2_backend_open_streams h1_open_connections h1_open_streams
      SGP u32: act/S bck/S
      MGP u32: act/B bck/B rate/B rate_max/B
      MRP u32: rate/F rate/S
      MMP u32: rate_max/F rate_max/S
      """;

  private static final String DESCRIPTIONS =
      """
      pxname: name of the proxy
      svname: FRONTEND, BACKEND, or name of the server or listener
      qcur: requests waiting now
      qmax: most requests waiting at once
      scur: sessions now
      smax: most sessions at once
      slim: limit of sessions
      stot: sessions so far
      bin: bytes of requests so far
      bout: bytes of responses so far
      dreq: requests that rules refused
      dresp: responses that rules refused
      ereq: requests that were not valid
      econ: failed connections to servers
      eresp: responses that were not valid or not complete
      wretr: repeated connection attempts
      wredis: requests sent to another server after a failure
      status: state now
      weight: weight that holds now
      act: usable active servers
      bck: usable backup servers
      chkfail: failed checks of a server that was up
      chkdown: changes from up to down
      lastchg: seconds since the last change of state
      downtime: seconds down so far
      qlimit: limit of requests waiting for the server
      pid: number of the process, always 1
      iid: number of the proxy
      sid: number of the server or listener
      throttle: percent of the weight that slow start allows
      lbtot: times chosen by load balancing
      tracked: server whose checks count for this one
      type: 0 frontend, 1 backend, 2 server, 3 listener
      rate: sessions in the last second
      rate_lim: limit of sessions in a second
      rate_max: most sessions in a second
      check_status: outcome of the last check
      check_code: code that the last check got
      check_duration: duration of the last check, milliseconds
      hrsp_1xx: responses with a status of 100 to 199
      hrsp_2xx: responses with a status of 200 to 299
      hrsp_3xx: responses with a status of 300 to 399
      hrsp_4xx: responses with a status of 400 to 499
      hrsp_5xx: responses with a status of 500 to 599
      hrsp_other: responses with another status
      hanafail: failures seen in traffic
      req_rate: requests in the last second
      req_rate_max: most requests in a second
      req_tot: requests so far
      cli_abrt: transfers that the client ended early
      srv_abrt: transfers that the server ended early
      comp_in: bytes into compression
      comp_out: bytes out of compression
      comp_byp: bytes past compression
      comp_rsp: compressed responses
      lastsess: seconds since the last session, -1 for none
      last_chk: what the last check said
      last_agt: what the last agent check said
      qtime: average time in queues, milliseconds
      ctime: average time to connect, milliseconds
      rtime: average time to the response, milliseconds
      ttime: average time of a session, milliseconds
      agent_status: outcome of the last agent check
      agent_code: code that the last agent check got
      agent_duration: duration of the last agent check, milliseconds
      check_desc: the outcome of the last check in words
      agent_desc: the outcome of the last agent check in words
      check_rise: successes in a row that bring the server up
      check_fall: failures in a row that take the server down
      check_health: position between down and up
      agent_rise: agent successes in a row that bring the server up
      agent_fall: agent failures in a row that take the server down
      agent_health: position between down and up by agent checks
      addr: address and port
      cookie: value or name of the persistence cookie
      mode: mode of the proxy
      algo: load balancing algorithm
      conn_rate: connections in the last second
      conn_rate_max: most connections in a second
      conn_tot: connections so far
      intercepted: requests answered without a server
      dcon: connections that rules refused
      dses: sessions that rules refused
      wrew: header changes that failed
      connect: connection attempts
      reuse: requests on connections that were used before
      cache_lookups: lookups in the cache
      cache_hits: responses from the cache
      srv_icur: idle connections
      src_ilim: limit of idle connections
      qtime_max: longest time in queues, milliseconds
      ctime_max: longest time to connect, milliseconds
      rtime_max: longest time to the response, milliseconds
      ttime_max: longest time of a session, milliseconds
      eint: internal errors
      idle_conn_cur: idle connections for the same client only
      safe_conn_cur: idle connections for any client
      used_conn_cur: connections in use
      need_conn_est: estimate of the connections needed
      uweight: weight as set
      agg_server_status: servers by state, of this backend
      agg_server_check_status: servers by check state, of this backend
      agg_check_status: servers by outcome of checks, of this backend
      ssl_sess: TLS sessions so far
      ssl_reused_sess: TLS sessions that were resumed
      ssl_failed_handshake: failed TLS handshakes
      h2_headers_rcvd: HEADERS frames received
      h2_data_rcvd: DATA frames received
      h2_settings_rcvd: SETTINGS frames received
      h2_rst_stream_rcvd: RST_STREAM frames received
      h2_goaway_rcvd: GOAWAY frames received
      h2_detected_conn_protocol_errors: HTTP/2 errors of connections
      h2_detected_strm_protocol_errors: HTTP/2 errors of streams
      h2_rst_stream_resp: RST_STREAM frames sent
      h2_goaway_resp: GOAWAY frames sent
      h2_open_connections: HTTP/2 connections now
      h2_backend_open_streams: HTTP/2 streams to servers now
      h2_total_connections: HTTP/2 connections so far
      h2_backend_total_streams: HTTP/2 streams to servers so far
      h1_open_connections: HTTP/1 connections now
      h1_open_streams: HTTP/1 exchanges now
      h1_total_connections: HTTP/1 connections so far
      h1_total_streams: HTTP/1 exchanges so far
      h1_bytes_in: bytes received over HTTP/1
      h1_bytes_out: bytes sent over HTTP/1
      h1_spliced_bytes_in: of the bytes received, those through kernel pipes
      h1_spliced_bytes_out: of the bytes sent, those through kernel pipes
      """;

  private static final Map<String, Tags> BY_NAME = parse();
  private static final Map<String, String> WORDS =
      DESCRIPTIONS
          .lines()
          .map(line -> line.split(": ", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  private static final List<String> NAMES =
      StatsCsv.columns().stream().filter(name -> !name.equals("-")).toList();

  private StatColumns() {}

  /**
   * What is said of a value.
   *
   * @param letters origin, nature, scope
   * @param type u32, s32, u64 or str
   */
  public record Tags(String letters, String type) {}

  /** All columns in order. */
  public static List<String> names() {
    return NAMES;
  }

  /** What a column says, in a few words. */
  public static String description(String column) {
    return WORDS.getOrDefault(column, "");
  }

  /** The tags of a column in a row of that kind. */
  public static Tags tags(String column, StatRow.Kind kind) {
    Tags common = BY_NAME.get(column);
    Tags special = BY_NAME.get(column + "/" + kind.letter());
    return special != null ? special : common != null ? common : new Tags("MCP", "u64");
  }

  private static Map<String, Tags> parse() {
    Map<String, Tags> byName = new HashMap<>();
    TAGS.lines()
        .forEach(
            line -> {
              Tags tags = new Tags(line.substring(0, 3), line.substring(4, 7));
              for (String name : line.substring(9).split(" ")) {
                byName.put(name, tags);
              }
            });
    return byName;
  }
}

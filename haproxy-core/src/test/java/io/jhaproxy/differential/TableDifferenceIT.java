package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stick tables at work in both programs. A row: a name, lines of the frontend, lines of the backend
 * (each separated by {@code ;}), and what the client does, step by step (separated by {@code ||}):
 * a text is sent and the answer read ({@code ¶} is CR LF), {@code show} lists the tables, {@code
 * new} begins another connection, {@code !} before a text sends it to the runtime API. At the end
 * the tables are listed when nobody uses them any more.
 */
@Timeout(60)
class TableDifferenceIT {
  private static final String EVERYTHING =
      "server_id,gpt0,gpc0,gpc0_rate(1h),gpc1,gpc1_rate(1h),conn_cnt,conn_cur,conn_rate(1h),"
          + "sess_cnt,sess_rate(1h),http_req_cnt,http_req_rate(1h),http_err_cnt,http_err_rate(1h),"
          + "http_fail_cnt,http_fail_rate(1h),bytes_in_cnt,bytes_in_rate(1h),bytes_out_cnt,"
          + "bytes_out_rate(1h)";

  private static final String CONFIG =
      """
      global
       nbthread 1
       stats socket DIR/a.sock level admin mode 600
       log 127.0.0.1:PORT3 local0
      defaults
       mode http
       timeout client 5s
       timeout server 500ms
       timeout connect 500ms
       timeout tarpit 50ms
       retries 0
      backend t
       stick-table type ip size 100 expire 1h store ALL
      backend t6
       stick-table type ipv6 size 100 store ALL
      backend u
       stick-table type string len 12 size 100 store ALL
      backend n
       stick-table type integer size 100 store ALL
      backend x
       stick-table type binary len 3 size 100 store ALL
      backend a
       stick-table type ip size 100 store gpc(3),gpc_rate(3,1h),gpt(2)
      backend e
       stick-table type ip size 100
      backend one
       stick-table type string size 1 nopurge store ALL
      frontend f
       bind 127.0.0.1:PORT0
       FRONTEND
       default_backend b
      backend b
       BACKEND
      frontend o
       bind 127.0.0.1:PORT4
       http-request return status 404 if { path /404 }
       http-request return status 500 if { path /500 }
       http-request return status 501 content-type a/b string x hdr X-Key abc if { path /501 }
       http-request return status 503 if { path /503 }
       http-request silent-drop if { path /drop }
       http-request reject if { path /cut }
       http-request return status 200 content-type a/b lf-string "%[src]%[path]" hdr X-Key k%[path]
      """
          .replace("ALL", EVERYTHING);

  private static final String SERVER = "server s 127.0.0.1:PORT4";

  private static final String TRACKING =
      """
      connection | tcp-request connection track-sc0 src table t | | GET /1¶
      connection-two-requests | tcp-request connection track-sc0 src table t | | GET /1¶||show||GET /2¶||show
      session | tcp-request session track-sc0 src table t | | GET /1¶||show
      content | tcp-request content track-sc0 src table t | | GET /1¶||show||GET /2¶
      http | http-request track-sc0 src table t | | GET /1¶||show||GET /2¶
      http-host | http-request track-sc0 hdr(host) table u | | GET /1¶||GET /2¶
      http-long-host | http-request track-sc0 hdr(x) table u | | HEAD /1 X:¶abcdefghijklmnopqrst
      http-path | http-request track-sc0 path table u | | GET /1¶||GET /2¶||GET /404¶||GET /500¶
      http-number | http-request track-sc0 path,length table n | | GET /1¶||GET /22¶
      http-binary | http-request track-sc0 path table x | | GET /1¶||GET /2345¶
      http-src-string | http-request track-sc0 src table u | | GET /1¶
      http-src-ipv6 | http-request track-sc0 src table t6 | | GET /1¶
      http-ip-of-text | http-request track-sc0 str(1.2.3.4) table t | | GET /1¶
      http-ip-of-word | http-request track-sc0 str(word) table t | | GET /1¶
      http-ip-of-ipv6 | http-request track-sc0 str(::1) table t | | GET /1¶
      http-ip-of-mapped | http-request track-sc0 ipv6(::ffff:1.2.3.4) table t | | GET /1¶
      http-number-of-word | http-request track-sc0 str(word) table n | | GET /1¶
      http-number-of-text | http-request track-sc0 str(12ab) table n | | GET /1¶
      http-number-big | http-request track-sc0 int(5000000000) table n | | GET /1¶
      http-number-negative | http-request track-sc0 int(-1) table n | | GET /1¶
      http-bool | http-request track-sc0 bool(true) table n | | GET /1¶
      http-no-key | http-request track-sc0 hdr(nothing) table u | | GET /1¶
      http-method | http-request track-sc0 method table u | | GET /1¶||POST /1¶
      response | http-response track-sc0 src table t | | GET /1¶||GET /404¶
      response-500 | http-response track-sc0 src table t | | GET /500¶
      response-header | http-response track-sc0 res.hdr(x-key) table u | | GET /1¶||GET /501¶
      same-slot-twice | http-request track-sc0 src table t;http-request track-sc0 path table u | | GET /1¶
      slot-of-connection-and-request | tcp-request connection track-sc0 src table t;http-request track-sc0 path table u | | GET /1¶||show
      slot-of-session-too | tcp-request connection track-sc0 src table t;tcp-request session track-sc0 str(a) table u | | GET /1¶
      three-slots | tcp-request connection track-sc0 src table t;http-request track-sc1 path table u;http-request track-sc2 int(4) table n | | GET /1¶||GET /404¶
      backend-content | http-request track-sc0 src table t | tcp-request content track-sc1 path table u | GET /1¶||show
      backend-http | http-request track-sc0 src table t | http-request track-sc1 path table u | GET /1¶||GET /404¶
      conditions | http-request track-sc0 src table t if { path /1 } | | GET /2¶||GET /1¶||GET /2¶
      full | http-request track-sc0 path table one | | GET /1¶||GET /2¶||GET /1¶
      reject-connection | tcp-request connection track-sc0 src table t;tcp-request connection reject if { src 127.0.0.1 } | | GET /1¶
      reject-session | tcp-request connection track-sc0 src table t;tcp-request session reject if { src 127.0.0.1 } | | GET /1¶
      reject-content | tcp-request connection track-sc0 src table t;tcp-request content reject if { src 127.0.0.1 } | | GET /1¶
      """;

  private static final String EVENTS =
      """
      deny | http-request deny if { path /d } | | GET /1¶||GET /d¶||GET /1¶
      deny-503 | http-request deny deny_status 503 if { path /d } | | GET /d¶
      tarpit | http-request tarpit if { path /d } | | GET /d¶
      reject | http-request reject if { path /d } | | GET /d¶
      silent-drop | http-request silent-drop if { path /d } | | GET /1¶||GET /1¶
      return-200 | http-request return status 200 if { path /d } | | GET /d¶
      return-403 | http-request return status 403 if { path /d } | | GET /d¶
      return-503 | http-request return status 503 if { path /d } | | GET /d¶
      redirect | http-request redirect location /x if { path /d } | | GET /d¶
      auth | http-request auth if { path /d } | | GET /d¶
      deny-in-backend | | http-request deny if { path /d } | GET /d¶
      response-deny | http-response deny if { status 200 } | | GET /1¶||GET /404¶
      response-deny-502 | http-response deny deny_status 404 if { status 200 } | | GET /1¶
      response-return | http-response return status 500 if { status 200 } | | GET /1¶
      response-return-404 | http-response return status 404 if { status 200 } | | GET /1¶
      response-status | http-response set-status 404 if { status 200 } | | GET /1¶
      status-404 | | | GET /404¶||GET /404¶
      status-500 | | | GET /500¶
      status-501 | | | GET /501¶
      status-503 | | | GET /503¶
      server-cuts | | | GET /cut¶
      server-silent | | | GET /drop¶
      no-server | | server dead 127.0.0.1:1;use-server dead if { path /dead } | GET /dead¶
      garbage | | | <raw>GARBAGE¶¶
      half-request | | | <raw>GET / HTTP/1.1¶Ho
      nothing | | | <raw>
      bad-second-request | | | GET /1¶||<raw>BAD¶¶
      body | | | <raw>POST /1 HTTP/1.1¶Host: h¶Content-Length: 5¶¶hello
      body-cut | | | <raw>POST /1 HTTP/1.1¶Host: h¶Content-Length: 50¶¶hello
      body-wait-timeout | http-request wait-for-body time 50ms | | <raw>POST /1 HTTP/1.1¶Host: h¶Content-Length: 50¶¶hello
      monitor | monitor-uri /m | | GET /m¶
      """;

  private static final String ACTIONS =
      """
      inc-gpc0 | http-request track-sc0 src table t;http-request sc-inc-gpc0(0);http-request sc-inc-gpc0(0) | | GET /1¶
      inc-gpc0-not-tracked | http-request sc-inc-gpc0(0) | | GET /1¶
      inc-gpc1 | http-request track-sc1 src table t;http-request sc-inc-gpc1(1) | | GET /1¶
      inc-gpc-in-array | http-request track-sc0 src table a;http-request sc-inc-gpc(2,0);http-request sc-inc-gpc(1,0);http-request sc-inc-gpc(7,0) | | GET /1¶
      inc-gpc0-in-array | http-request track-sc0 src table a;http-request sc-inc-gpc0(0);http-request sc-inc-gpc1(0) | | GET /1¶
      inc-gpc-without-array | http-request track-sc0 src table t;http-request sc-inc-gpc(0,0) | | GET /1¶
      inc-not-stored | http-request track-sc0 src table e;http-request sc-inc-gpc0(0) | | GET /1¶
      set-gpt0 | http-request track-sc0 src table t;http-request sc-set-gpt0(0) 7 | | GET /1¶
      set-gpt0-expression | http-request track-sc0 src table t;http-request sc-set-gpt0(0) path,length | | GET /123¶
      set-gpt0-word | http-request track-sc0 src table t;http-request sc-set-gpt0(0) 3;http-request sc-set-gpt0(0) path | | GET /123¶
      set-gpt0-negative | http-request track-sc0 src table t;http-request sc-set-gpt0(0) -3 | | GET /1¶
      set-gpt0-big | http-request track-sc0 src table t;http-request sc-set-gpt0(0) 99999999999 | | GET /1¶
      set-gpt0-missing | http-request track-sc0 src table t;http-request sc-set-gpt0(0) 4;http-request sc-set-gpt0(0) hdr(x) | | GET /1¶
      set-gpt | http-request track-sc0 src table a;http-request sc-set-gpt(1,0) 7;http-request sc-set-gpt(5,0) 8 | | GET /1¶
      set-gpt0-in-array | http-request track-sc0 src table a;http-request sc-set-gpt0(0) 7 | | GET /1¶
      connection-inc | tcp-request connection track-sc0 src table t;tcp-request connection sc-inc-gpc0(0);tcp-request session sc-inc-gpc0(0);tcp-request content sc-inc-gpc0(0);http-response sc-inc-gpc0(0) | tcp-request content sc-inc-gpc0(0) | GET /1¶||GET /2¶
      connection-set | tcp-request connection track-sc0 src table t;tcp-request connection sc-set-gpt0(0) 3 | | GET /1¶
      response-inc | http-request track-sc0 src table t;http-response sc-inc-gpc1(0) if { status 404 } | | GET /1¶||GET /404¶
      """;

  private static final String FETCHES =
      """
      sc0 | http-request track-sc0 src table t | | SC
      sc0-not-tracked | | | SC
      sc0-nothing-stored | http-request track-sc0 src table e | | SC
      sc0-array | http-request track-sc0 src table a | | SC
      sc0-connection | tcp-request connection track-sc0 src table t | | SC
      other-table | http-request track-sc0 src table t;http-request track-sc1 src table a | | OTHER
      other-table-without-entry | http-request track-sc0 src table t | | OTHER
      other-table-not-tracked | | | OTHER
      src | http-request track-sc1 src table t | | SRC
      src-without-entry | | | SRC
      src-nothing-stored | http-request track-sc1 src table e | | SRCE
      changes | http-request track-sc0 src table t | | INC
      changes-not-tracked | | | INC
      converters | http-request track-sc1 src table t | | CONV
      converters-without-entry | | | CONV
      converters-arrays | http-request track-sc1 src table a | | CONV
      """;

  private static final String SC =
      list(
          "sc0_conn_cnt sc0_conn_cur sc0_conn_rate sc0_get_gpc0 sc0_get_gpc1 sc0_get_gpt0"
              + " sc0_gpc0_rate sc0_gpc1_rate sc0_http_err_cnt sc0_http_err_rate sc0_http_fail_cnt"
              + " sc0_http_fail_rate sc0_http_req_cnt sc0_http_req_rate sc0_sess_cnt sc0_sess_rate"
              + " sc0_bytes_in_rate sc0_bytes_out_rate sc0_kbytes_in sc0_kbytes_out sc0_tracked"
              + " sc0_trackers sc_conn_cnt(0) sc_conn_cnt(7) sc_get_gpc(1,0) sc_get_gpt(0,0)"
              + " sc_gpc_rate(0,0) sc_get_gpc(9,0) sc_tracked(1) sc1_conn_cnt sc_http_req_cnt(0)"
              + " table_cnt(t) table_avl(t) table_cnt(e)");

  private static final String OTHER =
      list(
          "sc0_conn_cnt(t) sc0_conn_cnt(a) sc0_get_gpc0(a) sc0_get_gpt0(a) sc0_tracked(a)"
              + " sc0_trackers(a) sc0_trackers(t) sc0_conn_cnt(e) sc0_tracked(e) sc0_conn_cnt(u)"
              + " sc_conn_cnt(0,t) sc_get_gpc(0,0,a) sc_get_gpc(0,1,a) sc0_inc_gpc0(a)"
              + " sc0_get_gpc0(a) sc0_clr_gpc0(a) sc0_inc_gpc0(e) sc0_clr_gpc0(e)");

  private static final String SRC =
      list(
          "src_conn_cnt(t) src_conn_cur(t) src_conn_rate(t) src_get_gpc0(t) src_get_gpc1(t)"
              + " src_get_gpt0(t) src_gpc0_rate(t) src_http_req_cnt(t) src_http_err_cnt(t)"
              + " src_kbytes_in(t) src_sess_cnt(t) src_conn_cnt(t6) src_conn_cnt(u)"
              + " src_conn_cnt(n) src_get_gpc(0,a) src_get_gpt(0,a) src_inc_gpc0(t)"
              + " src_inc_gpc0(t) src_get_gpc0(t) src_clr_gpc0(t) src_get_gpc0(t) src_inc_gpc1(t)"
              + " src_updt_conn_cnt(t)"
              + " src_updt_conn_cnt(t6) src_inc_gpc0(a) src_get_gpc0(a)");

  private static final String SRCE =
      list("src_conn_cnt(e) src_inc_gpc0(e) src_clr_gpc0(e) src_get_gpc(0,e)");

  private static final String INC =
      list(
          "sc0_inc_gpc0 sc0_inc_gpc0 sc0_get_gpc0 sc0_gpc0_rate sc0_clr_gpc0 sc0_get_gpc0"
              + " sc0_inc_gpc1 sc0_clr_gpc1 sc_inc_gpc0(0) sc_inc_gpc(0,0) sc_clr_gpc(0,0)"
              + " sc_clr_gpc0(0) sc0_get_gpc1");

  private static final String CONV =
      list(
          "src,in_table(t) src,in_table(e) str(x),in_table(u) src,table_conn_cnt(t)"
              + " src,table_conn_cur(t) src,table_http_req_cnt(t) src,table_gpc0(t)"
              + " src,table_gpc0(a) src,table_gpc(0,a) src,table_gpc(5,a) src,table_gpt(0,a)"
              + " src,table_gpc_rate(0,a) src,table_server_id(t) src,table_trackers(t)"
              + " src,table_trackers(a) src,table_conn_cnt(e) src,table_kbytes_in(t)"
              + " str(zz),table_conn_cnt(t) str(127.0.0.1),table_conn_cnt(t)"
              + " src,table_expire(e) src,table_idle(e) src,table_expire(a,5) src,table_idle(a)"
              + " int(3),table_idle(n,7) int(3),table_expire(n) int(3),table_conn_cnt(n)"
              + " src,table_gpt0(t) src,table_bytes_in_rate(t) src,table_sess_rate(t)");

  private static final String STICKINESS =
      """
      on-src | | stick-table type ip size 10;stick on src;TWO | GET /1¶||GET /2¶||new||GET /3¶||show
      on-path | | stick-table type string size 10;stick on path;TWO | GET /1¶||GET /2¶||GET /1¶||GET /2¶
      on-path-expire | | stick-table type string size 10 expire 1h store conn_cnt;stick on path;TWO | GET /1¶||GET /2¶||GET /1¶
      on-src-other-table | | stick on src table t;TWO | GET /1¶||GET /2¶||GET /1¶
      match-only | | stick match src table t;TWO | GET /1¶||GET /2¶
      store-only | | stick store-request path table u;TWO | GET /1¶||GET /2¶||GET /1¶
      store-word | | stick store path table u;TWO | GET /1¶||GET /1¶
      store-response | | stick store-response res.hdr(x-key) table u;stick match hdr(k) table u;TWO | GET /1¶||GET /2¶||<raw>GET /3 HTTP/1.1¶Host: h¶K: k/1¶¶||<raw>GET /4 HTTP/1.1¶Host: h¶K: k/2¶¶
      store-on-404 | | stick store-request path table u;TWO | GET /404¶||GET /500¶
      store-not-on-cut | | stick store-request path table u;TWO | GET /cut¶
      conditions | | stick on src table t if { path /1 };TWO | GET /2¶||GET /1¶||GET /1¶||GET /2¶
      first-of-table | | stick store-request hdr(x) table u;stick store-request path table u;stick store-request int(1) table n;TWO | GET /1¶
      set-by-hand | | stick on src table t;TWO | !set table t key 127.0.0.1 data.server_id 2||GET /1¶||GET /2¶
      set-by-hand-unknown | | stick on src table t;TWO | !set table t key 127.0.0.1 data.server_id 9||GET /1¶||GET /1¶
      by-name | | stick-table type ip size 10 srvkey name;stick on src;TWO | GET /1¶||GET /1¶
      by-address | | stick-table type ip size 10 srvkey addr;stick on src;TWO | GET /1¶||GET /1¶
      ids | | stick on path table u;server one 127.0.0.1:PORT4 id 40;server two 127.0.0.1:PORT4 id 50 | GET /1¶||GET /2¶||GET /1¶
      non-stick | | stick on path table u;server one 127.0.0.1:PORT4 non-stick;server two 127.0.0.1:PORT4 | GET /1¶||GET /2¶||GET /1¶
      down | | stick on src table t;TWO | GET /1¶||!disable server b/one||GET /2¶||!enable server b/one||GET /3¶
      down-persist | | option persist;stick on src table t;TWO | GET /1¶||!disable server b/one||GET /2¶
      down-force-persist | | force-persist if { path /2 };stick on src table t;TWO | GET /1¶||!disable server b/one||GET /2¶||GET /3¶
      ignore-persist | | ignore-persist if { path /2 };stick on src table t;TWO | GET /1¶||GET /2¶||GET /3¶
      use-server-wins | | use-server two if { path /2 };stick on src table t;TWO | GET /1¶||GET /2¶||GET /3¶
      cookie-wins | | cookie S insert indirect;stick on src table t;server one 127.0.0.1:PORT4 cookie c1;server two 127.0.0.1:PORT4 cookie c2 | GET /1¶||<raw>GET /2 HTTP/1.1¶Host: h¶Cookie: S=c2¶¶||GET /3¶
      redispatch | | option redispatch;retries 1;stick on src table t;server dead 127.0.0.1:1;server two 127.0.0.1:PORT4 | !set table t key 127.0.0.1 data.server_id 1||GET /1¶||GET /2¶
      no-redispatch | | retries 0;stick on src table t;server dead 127.0.0.1:1;server two 127.0.0.1:PORT4 | !set table t key 127.0.0.1 data.server_id 1||GET /1¶||GET /2¶
      same-table-two-rules | | stick match path table u;stick match src table t;stick store-request path table u;stick store-request src table t;TWO | GET /1¶||GET /2¶||GET /3¶
      content-rules | tcp-request content track-sc0 src table t | stick on src table t;TWO | GET /1¶||GET /2¶
      """;

  private static final String TCP =
      """
      tcp-connection | tcp-request connection track-sc0 src table t | mode tcp | GET /1¶||show
      tcp-session | tcp-request session track-sc0 src table t | mode tcp | GET /1¶
      tcp-content | tcp-request content track-sc0 src table t | mode tcp | GET /1¶
      tcp-content-bytes | tcp-request inspect-delay 1s;tcp-request content track-sc0 req.payload(0,6) table u | mode tcp | GET /1¶
      tcp-content-in-backend | | mode tcp;tcp-request content track-sc1 src table t | GET /1¶
      tcp-reject | tcp-request connection track-sc0 src table t;tcp-request content reject if { sc0_conn_cnt gt 0 } | mode tcp | <raw>
      tcp-limit | tcp-request connection track-sc0 src table t;tcp-request connection reject if { sc0_conn_cnt gt 1 } | mode tcp | GET /1¶||new||GET /2¶||new||GET /3¶
      tcp-set | tcp-request connection track-sc0 src table t;tcp-request content sc-set-gpt0(0) sc0_conn_cnt;tcp-request content sc-inc-gpc1(0) | mode tcp;tcp-response content sc-inc-gpc0(0) | GET /1¶||new||GET /2¶
      tcp-stick | | mode tcp;stick on src table t;TWO | GET /1¶||new||GET /2¶||new||GET /3¶
      tcp-stick-bytes | tcp-request inspect-delay 1s;tcp-request content accept if { req.len gt 6 } | mode tcp;stick on req.payload(0,6) table u;TWO | GET /1¶||new||GET /2¶||new||GET /1¶
      tcp-stick-response | | mode tcp;stick store-response res.payload(0,8) table u;TWO | GET /1¶
      tcp-stick-dead | | mode tcp;stick on src table t;server dead 127.0.0.1:1 | GET /1¶
      """;

  private static String list(String expressions) {
    StringBuilder text = new StringBuilder();
    for (String each : expressions.split(" ")) {
      text.append(each).append("=%[").append(each).append("]/");
    }
    return text.toString();
  }

  /** One row. */
  record Row(String name, String frontend, String backend, List<String> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  private static Row row(String line, String before) {
    String[] parts = line.split(" *\\| ", -1);
    String frontend = before + parts[1];
    String steps = parts[3];
    String fields =
        switch (steps) {
          case "SC" -> SC;
          case "OTHER" -> OTHER;
          case "SRC" -> SRC;
          case "SRCE" -> SRCE;
          case "INC" -> INC;
          case "CONV" -> CONV;
          default -> "";
        };
    if (!fields.isEmpty()) {
      frontend += ";http-request return status 200 content-type a/b lf-string \"" + fields + "\"";
      steps = "GET /1¶||GET /2¶";
    }
    String backend = parts[2];
    if (!backend.contains("server ") && !backend.contains("TWO")) {
      backend += ";" + SERVER;
    }
    backend =
        backend.replace("TWO", "server one 127.0.0.1:PORT4;server two 127.0.0.1:PORT4")
            + ";http-response set-header Srv %s";
    return new Row(
        parts[0],
        frontend.replace(";", "\n "),
        backend.replace(";", "\n "),
        List.of(steps.split("\\|\\|")));
  }

  static List<Row> tracking() {
    return TRACKING.lines().map(line -> row(line, "")).toList();
  }

  static List<Row> events() {
    String before =
        "tcp-request connection track-sc0 src table t;http-request track-sc1 path table u;";
    return EVENTS.lines().map(line -> row(line, before)).toList();
  }

  static List<Row> actions() {
    return ACTIONS.lines().map(line -> row(line, "")).toList();
  }

  static List<Row> fetches() {
    return FETCHES.lines().map(line -> row(line, "")).toList();
  }

  static List<Row> tcp() {
    return TCP.lines().map(line -> row(line, "mode tcp;")).toList();
  }

  static List<Row> stickiness() {
    return STICKINESS.lines().map(line -> row(line, "")).toList();
  }

  @ParameterizedTest
  @MethodSource({"tracking", "events", "actions", "fetches", "stickiness", "tcp"})
  void bothCountTheSame(Row row) throws Exception {
    String expected = observe(Program.executable(Program.REFERENCE), row);
    assertThat(observe(Program.engine(), row)).isEqualTo(expected);
  }

  private static String observe(Program program, Row row) throws Exception {
    String config = CONFIG.replace("FRONTEND", row.frontend).replace("BACKEND", row.backend);
    StringBuilder seen = new StringBuilder();
    try (CliProgram running = CliProgram.start(program, config, "b,BACKEND")) {
      int port = running.ports().numbers()[0];
      Socket client = null;
      for (String step : row.steps) {
        if (step.startsWith("!")) {
          running.ask(step.substring(1) + "¶");
          continue;
        }
        if (step.equals("show")) {
          seen.append(tables(running));
          continue;
        }
        if (step.equals("new") || client == null) {
          if (client != null) {
            client.close();
          }
          client = new Socket(InetAddress.getLoopbackAddress(), port);
          if (step.equals("new")) {
            continue;
          }
        }
        seen.append(step).append(" -> ").append(converse(client, step)).append('\n');
      }
      if (client != null) {
        client.close();
      }
      seen.append(settled(running));
      return seen.toString().replace(":" + running.ports().numbers()[4], ":ORIGIN");
    }
  }

  private static String converse(Socket client, String step) throws IOException {
    String text = step;
    if (step.startsWith("<raw>")) {
      text = step.substring(5);
    } else {
      String[] words = step.replace("¶", "").split(" ", 3);
      text = words[0] + " " + words[1] + " HTTP/1.1¶Host: h¶" + extra(step) + "¶";
    }
    try {
      client.getOutputStream().write(text.replace("¶", "\r\n").getBytes(ISO_8859_1));
      client.setSoTimeout(step.contains("Ho") && step.endsWith("Ho") ? 200 : 1500);
      return answer(client);
    } catch (SocketTimeoutException silent) {
      return "silence";
    } catch (SocketException reset) {
      // Whether bytes that nobody reads came before the end is a matter of time.
      return "closed ";
    }
  }

  private static String extra(String step) {
    int at = step.indexOf(" X:");
    return at < 0 ? "" : "X: " + step.substring(at + 4) + "¶";
  }

  /** The status line, the fields that tell of persistence, and the body. */
  private static String answer(Socket client) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[65536];
    while (true) {
      int count = client.getInputStream().read(buffer);
      if (count < 0) {
        return "closed " + shown(text.toString());
      }
      text.append(new String(buffer, 0, count, ISO_8859_1));
      int head = text.indexOf("\r\n\r\n");
      if (head >= 0) {
        String lower = text.substring(0, head).toLowerCase(java.util.Locale.ROOT);
        int length = lower.indexOf("content-length: ");
        int end = length < 0 ? 0 : lower.indexOf('\r', length);
        int body =
            length < 0
                ? 0
                : Integer.parseInt(
                    lower.substring(length + 16, end < 0 ? lower.length() : end).strip());
        if (text.length() >= head + 4 + body || lower.contains("connection: close")) {
          return shown(text.toString());
        }
      }
    }
  }

  private static String shown(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    if (head < 0) {
      return answer;
    }
    String[] lines = answer.substring(0, head).split("\r\n");
    StringBuilder text = new StringBuilder(lines[0]);
    for (String line : lines) {
      if (line.toLowerCase(java.util.Locale.ROOT).matches("(srv|set-cookie):.*")) {
        text.append(' ').append(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    String body = answer.substring(head + 4);
    return text + (body.startsWith("<html") ? "" : " " + body.replace("/", "/\n  "));
  }

  /** All tables with entries, without addresses and times. */
  private static String tables(CliProgram running) throws IOException {
    // The answer comes when every worker has finished what it was at.
    running.ask("show sess¶");
    StringBuilder all = new StringBuilder();
    for (String name : List.of("t", "t6", "u", "n", "x", "a", "e", "one", "b")) {
      for (String line : running.ask("show table " + name + "¶").split("\n")) {
        if (line.startsWith("0x")) {
          all.append(name)
              .append(line.replaceFirst("0x\\w+:", "").replaceFirst("exp=[1-9]\\d*", "exp=?"))
              .append('\n');
        }
      }
    }
    return all.toString();
  }

  /** The tables once nobody refers to an entry any more. */
  private static String settled(CliProgram running) throws IOException {
    long end = System.nanoTime() + 3_000_000_000L;
    String before = "";
    while (System.nanoTime() < end) {
      String now = tables(running);
      if (now.equals(before) && !now.matches("(?s).* use=[1-9].*")) {
        return now;
      }
      before = now;
    }
    return before;
  }
}

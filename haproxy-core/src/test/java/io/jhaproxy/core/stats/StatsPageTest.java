package io.jhaproxy.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's answers; CSV rows and redirects are what HAProxy 2.6.12 gave for the same state. */
class StatsPageTest {
  private final RecordedView view = new RecordedView();

  private static StatsModel model(String uri, List<StatsModel.User> users, boolean legends) {
    return new StatsModel(
        true, uri, "My R", users, 30, false, List.of(), legends, true, "nn", true, "", false,
        List.of(), List.of());
  }

  private String answer(StatsModel model, Test admin, RecordedStream request) {
    ByteBuf out = Unpooled.buffer();
    new StatsPage(model, "st", admin).answer(request, view, out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private String get(String target) {
    RecordedStream request = RecordedStream.request("GET " + target + " HTTP/1.1", "Host: a");
    return answer(model("/stats", List.of(), false), Test.FALSE, request);
  }

  private static List<String> rows(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4).lines().toList();
  }

  @org.junit.jupiter.api.Test
  void csvHasTheReferencesColumnsAndRows() {
    List<String> rows = rows(get("/stats;csv"));
    assertThat(rows).extracting(row -> row.split(",", -1).length).containsOnly(129);
    assertThat(rows.get(0)).contains(",-,ssl_sess,").endsWith(",h1_spliced_bytes_out,");
    assertThat(rows)
        .extracting(row -> row.substring(0, row.lastIndexOf(",-,") + 3))
        .containsExactly(
            "# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,"
                + "wredis,status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,"
                + "throttle,lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,"
                + "check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,"
                + "req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,"
                + "lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,"
                + "agent_duration,check_desc,agent_desc,check_rise,check_fall,check_health,agent_rise,"
                + "agent_fall,agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,"
                + "intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,"
                + "qtime_max,ctime_max,rtime_max,ttime_max,eint,idle_conn_cur,safe_conn_cur,"
                + "used_conn_cur,need_conn_est,uweight,agg_server_status,agg_server_check_status,"
                + "agg_check_status,-,",
            "f1,FRONTEND,,,0,1,9982,3,246,369,0,0,0,,,,,OPEN,,,,,,,,,1,2,0,,,,0,1,100,2,,,,0,2,0,0,1,0,,"
                + "1,2,3,,,0,0,0,0,,,,,,,,,,,,,,,,,,,,,http,,1,2,3,0,0,0,0,,,0,0,,,,,,,0,,,,,,,,,-,",
            "f1,web,,,0,1,0,3,246,369,0,0,0,,,,,OPEN,,,,,,,,,1,2,1,,,,3,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
                + ",,,,,,,,,,http,,,,,,0,0,0,,,,,,,,,,,0,,,,,,,,,-,",
            "b1,s1,0,0,0,1,10,1,82,76,,0,,0,0,0,0,UP,1,1,0,0,0,4,0,,1,3,1,,1,,2,0,,1,L4OK,,0,0,1,0,0,0,0,"
                + ",,,1,0,0,,,,,3,,,0,0,0,0,,,,Layer4 check passed,,2,3,4,,,,,,http,,,,,,,,0,1,0,,,1,,0,0,"
                + "0,0,0,1,0,0,1,1,,,,-,",
            "b1,BACKEND,0,0,0,1,999,3,246,369,0,0,,1,0,3,0,UP,8,4,1,,0,4,0,,1,3,0,,3,,1,1,,2,,,,0,2,0,0,1,"
                + "0,,,,3,0,0,0,0,0,0,0,,,0,0,0,0,,,,,,,,,,,,,,http,,,,,,,,0,6,0,0,0,,,0,0,0,0,0,,,,,8,0,"
                + "0,0,-,");
  }

  @org.junit.jupiter.api.Test
  void legendsTellAddressesCookiesAndAlgorithmsQuotedWhereNeeded() {
    RecordedStream request = RecordedStream.request("GET /stats;csv HTTP/1.1");
    String csv = answer(model("/stats", List.of(), true), Test.FALSE, request);
    assertThat(csv).contains(",127.0.0.1:18001,,http,").contains(",SRV,http,leastconn,");
    assertThat(csv).contains(",127.0.0.1:18100,\"a\"\"<b>\",http,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s=s1&action=ready&b=b1          | DONE | s1 READY",
        "s=s1&action=drain&b=%233        | DONE | s1 DRAIN",
        "s=s1&action=maint&b=#3          | DONE | s1 MAINT",
        "s=s1&action=shutdown&b=b1       | DONE | s1 SHUTDOWN_SESSIONS",
        "s=s1&s=nope&action=ready&b=b1   | PART | s1 READY",
        "s=nope&action=ready&b=b1        | ERRP | ''",
        "s=s1&action=foo&b=b1            | ERRP | ''",
        "s=s1&action=drain&b=nope        | ERRP | ''",
        "s=s1&action=drain&b=%23b1       | ERRP | ''",
        "action=ready&b=b1               | NONE | ''",
        "x                               | NONE | ''",
      })
  void formsAreAppliedAndRedirect(String form, String result, String operation) {
    RecordedStream request = RecordedStream.request("POST /stats HTTP/1.1", "Host: a");
    request.body = Slice.of(form.trim());
    assertThat(answer(model("/stats", List.of(), false), Test.TRUE, request))
        .isEqualTo(
            "HTTP/1.1 303 See Other\r\ncache-control: no-cache\r\ncontent-type: text/plain\r\n"
                + "content-length: 0\r\nlocation: /stats;st="
                + result
                + "\r\n\r\n");
    assertThat(String.join(",", view.operations)).isEqualTo(operation);
  }

  @org.junit.jupiter.api.Test
  void formsWithoutAdminLevelAreDenied() {
    RecordedStream request = RecordedStream.request("POST /stats HTTP/1.1", "Host: a");
    request.body = Slice.of("s=s1&action=ready&b=b1");
    assertThat(answer(model("/stats", List.of(), false), Test.FALSE, request))
        .contains("location: /stats;st=DENY\r\n");
    assertThat(view.operations).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void credentialsAreAskedFor() {
    StatsModel model = model("/s", List.of(new StatsModel.User("u", "p")), false);
    String refused =
        "HTTP/1.1 401 Unauthorized\r\ncontent-length: 112\r\ncache-control: no-cache\r\n"
            + "content-type: text/html\r\nwww-authenticate: Basic realm=\"My R\"\r\n\r\n"
            + "<html><body><h1>401 Unauthorized</h1>\nYou need a valid user and password to access"
            + " this content.\n</body></html>\n";
    assertThat(answer(model, Test.TRUE, RecordedStream.request("GET /s HTTP/1.1", "Host: a")))
        .isEqualTo(refused);
    assertThat(
            answer(
                model,
                Test.TRUE,
                RecordedStream.request("GET /s HTTP/1.1", "Authorization: Basic dTp4")))
        .isEqualTo(refused);
    assertThat(
            answer(
                model,
                Test.TRUE,
                RecordedStream.request("GET /s HTTP/1.1", "Authorization: Basic dTpw")))
        .startsWith("HTTP/1.1 200 OK\r\n");
  }

  @org.junit.jupiter.api.Test
  void pageShowsProcessProxiesAndForms() {
    RecordedStream request = RecordedStream.request("GET /stats HTTP/1.1", "Host: a");
    String page = answer(model("/stats", List.of(), true), Test.TRUE, request);
    assertThat(page)
        .startsWith(
            "HTTP/1.1 200 OK\r\ncache-control: no-cache\r\ncontent-type: text/html\r\nrefresh: 30\r\n")
        .contains("Statistics Report for pid 4711 on nn: Desc &lt;Global&gt;")
        .contains("uptime = </b> 1d 1h01m01s", "ulimit-n = 19999", "bit rate = 49.216 kbps")
        .contains("<tr class=\"frontend\">", "<tr class=\"socket\">", "<tr class=\"active_up\">")
        .contains("name=\"s\" value=\"s1\"", "name=\"b\" value=\"#3\"", "value=\"drain\"")
        .contains("L4OK in 0ms", "4s UP", "cookie: &#39;a&quot;&lt;b&gt;")
        .doesNotContain("a\"<b>");
    String plain = get("/stats;norefresh");
    assertThat(plain).doesNotContain("refresh: 30").doesNotContain("<form method=\"post\"");
  }

  @org.junit.jupiter.api.Test
  void rowsHaveAsManyCellsAsTheHead() {
    String page = get("/stats");
    for (String row : page.split("<tr class=\"")) {
      if (row.matches("(?s)(frontend|socket|active_up|backend)\".*")) {
        String cells = row.substring(0, row.indexOf("</tr>"));
        int wide = cells.contains("colspan=\"8\"") ? 7 : 0;
        assertThat(cells.split("<td", -1).length - 1 + wide).as(row).isEqualTo(32);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /stats, true",
    "GET, /statsfoo, true",
    "GET, /stats?x, true",
    "POST, /stats, true",
    "HEAD, /stats;csv, true",
    "PUT, /stats, false",
    "GET, /other, false"
  })
  void requestsForThePage(String method, String target, boolean expected) {
    RecordedStream request = RecordedStream.request(method + " " + target + " HTTP/1.1");
    StatsPage page = new StatsPage(model("/stats", List.of(), false), "st", Test.FALSE);
    assertThat(page.accepts(request)).isEqualTo(expected);
  }

  @org.junit.jupiter.api.Test
  void scopesAndHiddenServers() {
    view.stateOfS1 = "DOWN";
    assertThat(get("/stats;csv;up")).doesNotContain("b1,s1,").contains("b1,BACKEND");
    assertThat(get("/stats?scope=f1")).contains("#f1\"").doesNotContain("#b1\"");
    assertThat(get("/stats?scope=<x>")).doesNotContain("<x>");
  }
}

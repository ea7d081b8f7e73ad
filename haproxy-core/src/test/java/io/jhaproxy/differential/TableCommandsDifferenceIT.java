package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands about stick tables to both programs, one row each, in this order: later rows see what
 * earlier ones changed. A row: the letter of a socket, a command.
 */
@Timeout(60)
class TableCommandsDifferenceIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       stats socket DIR/a.sock level admin mode 600
       stats socket DIR/o.sock
       stats socket DIR/u.sock level user
      defaults
       mode http
       timeout client 5s
       timeout server 5s
       timeout connect 5s
      backend t
       stick-table type ip size 1k expire 1h store gpc0,conn_cnt,http_req_rate(10s),gpt0,conn_cur,bytes_in_cnt,bytes_out_rate(1m),sess_cnt,gpc1,gpc0_rate(5s),gpc1_rate(5s),conn_rate(3s),sess_rate(3s),http_req_cnt,http_err_cnt,http_err_rate(1m),http_fail_cnt,http_fail_rate(2s),bytes_in_rate(5s),bytes_out_cnt,server_key,server_id
      backend ar
       stick-table type ip size 1k store gpc(3),gpc_rate(2,10s),gpt(2)
      backend t6
       stick-table type ipv6 size 2
      backend ts
       stick-table type string len 10 size 100
      backend ti
       stick-table type integer size 1k store gpt0
      backend tb
       stick-table type binary len 4 size 3 nopurge
      backend n
       stick-table type integer size 3 nopurge
      backend l
       stick-table type integer size 2
      frontend zz
       bind 127.0.0.1:PORT0
       stick-table type ip size 1m
      """;

  private static final String ROWS =
      """
      a show table¶
      a show table t¶
      a show table nope¶
      a show table t key¶
      a show table t key 1.2.3.4¶
      a set table¶
      a set table t¶
      a set table nope key 1¶
      a set table t key¶
      a set table t key 1.2.3.4¶
      a show table t¶
      a set table t key 1.2.3.4 data.gpc0 5¶
      a set table t key 1.2.3.4 data.gpc0¶
      a set table t key 1.2.3.4 data.foo 5¶
      a set table t key 1.2.3.4 data.gpc1_rate 5¶
      a set table t key 1.2.3.4 data.gpc0 x¶
      a set table t key 1.2.3.4 data.gpc0 5x¶
      a set table t key 1.2.3.4 data.gpc0 -5¶
      a set table t key 1.2.3.4 data.gpc1 5000000000 data.bytes_in_cnt 5000000000¶
      a set table t key 1.2.3.4 gpc0 5¶
      a set table t key 1.2.3.4 data.http_req_rate 50 data.conn_rate 12¶
      a set table t key 1.2.3.4 data.server_key abc¶
      a set table t key 1.2.3.4 data.server_id 7¶
      a show table t¶
      a show table t key 1.2.3.4¶
      a show table t key 1.2.3.5¶
      a show table t key 1.2.3¶
      a show table t key ::1¶
      a set table t key ::1¶
      a set table t key foo¶
      a set table t key 1.2.3.5 data.gpc0 9¶
      a show table t data.gpc0 gt 7¶
      a show table t data.gpc0 gt¶
      a show table t data.gpc0¶
      a show table t data.gpc0 foo 7¶
      a show table t data.foo gt 7¶
      a show table t data.gpc0 gt x¶
      a show table t data.gpc0 ge 0 data.gpc1 ne 0¶
      a show table t data.gpc0 gt 7 foo¶
      a show table t foo¶
      a show table t data¶
      a show table t data.gpc0 eq 1 data.gpc0 eq 1 data.gpc0 eq 1 data.gpc0 eq 1¶
      a show table t data.gpc0 eq 1 data.gpc0 eq 1 data.gpc0 eq 1 data.gpc0 eq 1 data.gpc0 eq 1¶
      a show table t data.http_req_rate gt 1¶
      a show table t data.conn_cur le 0¶
      a show table t data.server_key eq 0¶
      a set table t data.gpc0 eq 1¶
      a set table t data.gpc0 1¶
      a clear table¶
      a clear table nope¶
      a clear table t key 1.2.3.5¶
      a clear table t key 1.2.3.9¶
      a clear table t key¶
      a clear table t key foo¶
      a show table¶
      a clear table t data.gpc0 gt 100¶
      a clear table t data.gpc0¶
      a clear table t data.foo eq 1¶
      a clear table t data.gpc1 lt 5¶
      a show table t¶
      a clear table t foo¶
      a clear table t¶
      a show table t¶
      a set table ar key 1.1.1.1 data.gpc 5¶
      a show table ar¶
      a set table ar key 1.1.1.1 data.gpc[1] 5¶
      a set table ar key 1.1.1.1 data.gpc0 5¶
      a set table ar key 1.1.1.1 data.gpt 3¶
      a set table ar key 1.1.1.1 data.gpt0 3¶
      a set table ar key 1.1.1.1 data.gpc_rate 3¶
      a show table ar¶
      a show table ar data.gpc gt 1¶
      a show table ar data.gpc0 gt 1¶
      a show table t data.gpc gt 1¶
      a set table t6 key ::1¶
      a set table t6 key 1.2.3.4¶
      a show table t6¶
      a set table t6 key ::2¶
      a show table t6¶
      a show table t6 key ::2¶
      a set table ts key abc¶
      a set table ts key abcdefghijklmnopqrstuvwxyz¶
      a set table ts key ab\\ c¶
      a show table ts¶
      a show table ts key abcdefghijklmnop¶
      a clear table ts key abcdefghijXXX¶
      a show table ts¶
      a set table ti key 5 data.gpt0 4¶
      a set table ti key -1¶
      a set table ti key foo¶
      a set table ti key 5000000000¶
      a set table ti key 0x10¶
      a show table ti¶
      a set table tb key 414243¶
      a set table tb key 41424344¶
      a set table tb key AB¶
      a set table tb key 1¶
      a show table tb¶
      a show table tb key 41¶
      a show table tb data.gpc0 eq 1¶
      a show table zz¶
      a show table t  key 1.2.3.4¶
      a show table #t¶
      a show table t key 1.2.3.4 foo¶
      u show table¶
      u show table t¶
      u set table t key 1.1.1.1¶
      u clear table t¶
      o set table t key 1.1.1.1¶
      o clear table t¶
      a show table;show table ti¶
      a set table n key 1;set table n key 2;set table n key 3;set table n key 4;show table n¶
      a set table l key 1;set table l key 2;show table l¶
      u show table l¶
      u show table l key 1¶
      u show table l data.gpc0 gt 1¶
      u set table l¶
      u clear table l¶
      a show table l¶
      u clear table l key 1¶
      a show table l¶
      a set table t key 300.1.1.1;show table t data.gpc0 ge 0¶
      a set table t key 1..2;show table t key 1.0.2.0¶
      a set table t key 1.2.3.256;show table t key 1.2.4.0¶
      a set table ti key 7x;set table ti key +3;set table ti key x7;set table ti key -0;show table ti¶
      a set table ts key a=b;set table ts key a\\\\b;show table ts¶
      a help show table¶
      """;

  private static CliProgram reference;
  private static CliProgram ours;

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    reference = CliProgram.start(Program.executable(Program.REFERENCE), CONFIG, "zz,FRONTEND");
    ours = CliProgram.start(Program.engine(), CONFIG, "zz,FRONTEND");
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.close();
      ours.close();
    }
  }

  static List<String> rows() {
    return ROWS.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothAnswerTheSame(String row) throws Exception {
    String expected = masked(reference.answer(row));
    assertThat(masked(ours.answer(row))).isEqualTo(expected);
  }

  /** Without addresses; of times only the minute. */
  private static String masked(String answer) {
    return answer.replaceAll("0x\\w+:", "0x:").replaceAll("exp=3[56]\\d{5}\\b", "exp=1h");
  }
}

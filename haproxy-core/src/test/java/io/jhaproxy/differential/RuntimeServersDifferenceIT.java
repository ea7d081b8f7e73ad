package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code add server} and {@code del server}, to both programs, one row each, in this order: later
 * rows see what earlier ones changed. Traffic follows the servers.
 */
@Timeout(60)
class RuntimeServersDifferenceIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       stats socket DIR/a.sock level admin
       stats socket DIR/o.sock
      defaults
       mode http
       timeout client 5s
       timeout server 5s
       timeout connect 1s
      frontend f
       bind 127.0.0.1:PORT0
       use_backend %[path,field(2,/)]
      listen o1
       bind 127.0.0.1:PORT1
       http-request return status 200 content-type text/plain string one
      listen o2
       bind 127.0.0.1:PORT2
       http-request return status 200 content-type text/plain string two
      listen o3
       bind 127.0.0.1:PORT3
       http-request return status 200 content-type text/plain string three
      backend b
       balance roundrobin
       cookie C insert
       default-server maxconn 33 weight 7
       server s1 127.0.0.1:PORT1 cookie c1 check
       server s2 127.0.0.1:PORT2
      backend st
       balance static-rr
       server s1 127.0.0.1:PORT1
      backend so
       balance source
       server s1 127.0.0.1:PORT1
      backend soc
       balance uri
       hash-type consistent
       server s1 127.0.0.1:PORT1
      backend us
       server s1 127.0.0.1:PORT1
       server s2 127.0.0.1:PORT2 track b/s1
       server s3 127.0.0.1:PORT2
       server s4 127.0.0.1:PORT2
       use-server s1 if { path /us/1 }
       http-request deny if { srv_conn(us/s3) ge 100 }
      backend tcp
       mode tcp
       server s1 127.0.0.1:PORT1
      backend empty
       balance leastconn
      backend fi
       balance first
       server s1 127.0.0.1:PORT1 maxconn 1
      backend rdp
       mode tcp
       balance rdp-cookie
      backend tr
       option transparent
      backend di
       dispatch 127.0.0.1:PORT1
      backend rr
       server s1 127.0.0.1:PORT1
       server s2 127.0.0.1:PORT2
      backend du
       server s1 127.0.0.1:PORT1
       use-server %[req.hdr(x)] if { path /us }
      """;

  private static final String NAMES =
      """
      o add server b/x 127.0.0.1:PORT3¶
      o del server b/x¶
      a add server¶
      a add server b¶
      a add server b/¶
      a add server /x¶
      a add server nosuch/x¶
      a add server nosuch/x 127.0.0.1:1¶
      a add server f/x 127.0.0.1:1¶
      a add server st/x 127.0.0.1:1¶
      a add server st/s1¶
      a add server so/x 127.0.0.1:1¶
      a add server rdp/x 127.0.0.1:1¶
      a add server tr/x 127.0.0.1:1¶
      a add server di/x 127.0.0.1:1¶
      a add server b/x¶
      a add server b/s1 127.0.0.1:1¶
      a add server b/s1¶
      a add server b/s1 127.0.0.1:x¶
      a add server b/s1 127.0.0.1:1 nosuch¶
      a add server b/a$¶
      a add server b/a$ 127.0.0.1:1¶
      a add server b/a/b 127.0.0.1:1¶
      a add server b/x 127.0.0.1:abc¶
      a add server b/x 127.0.0.1:99999¶
      a add server b/x 127.0.0.1:80-90¶
      a add server b/x fd@3¶
      a add server b/x fd@x¶
      a del server¶
      a del server b¶
      a del server b/¶
      a del server nosuch/x¶
      a del server b/nosuch¶
      a set severity-output number;add server b/sev 127.0.0.1:1;add server b/sev 127.0.0.1:1;del server b/sev;del server b/sev¶
      """;

  private static final String PARAMETERS =
      """
      a add server b/k 127.0.0.1:80 nosuch¶
      a add server b/k 127.0.0.1:80 chek¶
      a add server b/k 127.0.0.1:80 cookie abc¶
      a add server b/k 127.0.0.1:80 redir http://x¶
      a add server b/k 127.0.0.1:80 init-addr none¶
      a add server b/k 127.0.0.1:80 max-reuse 3¶
      a add server b/k 127.0.0.1:80 no-check¶
      a add server b/k 127.0.0.1:80 non-stick¶
      a add server b/k 127.0.0.1:80 weight 300¶
      a add server b/k 127.0.0.1:80 slowstart 3x¶
      a add server b/k 127.0.0.1:80 id 1¶
      a add server b/k 127.0.0.1:80 id 0¶
      a add server b/k 127.0.0.1:80 source¶
      a add server b/k 127.0.0.1:80 on-marked-down x¶
      a add server b/k 127.0.0.1:80 observe¶
      a add server b/k 127.0.0.1:80 observe x¶
      a add server b/k 127.0.0.1:80 on-error x¶
      a add server b/k 127.0.0.1:80 track¶
      a add server b/k 127.0.0.1:80 track b/s2¶
      a add server b/k 127.0.0.1:80 track nosuch/s2¶
      a add server b/k 127.0.0.1:80 track b/nosuch¶
      a add server b/k 127.0.0.1:80 track b/s1 check¶
      a add server b/k 127.0.0.1 check¶
      a add server b/k 127.0.0.1:80 inter¶
      a add server b/k 127.0.0.1:80 inter x¶
      a add server b/k 127.0.0.1:80 agent-check¶
      a add server b/k 127.0.0.1:80 error-limit 0¶
      a add server b/k 127.0.0.1:80 error-limit¶
      a add server b/k1 127.0.0.1¶
      a add server b/k2 127.0.0.1:¶
      a add server b/k3 :80¶
      a add server b/k4 /tmp/x.sock¶
      a add server b/k6 [::1]:80 weight 3 maxconn 4 id 500 backup¶
      a add server b/k7 127.0.0.1:80 id 500¶
      a add server b/k8 127.0.0.1:80 weight¶
      a add server b/k9 127.0.0.1:80 maxconn x¶
      a add server b/ka 127.0.0.1:80 disabled¶
      a add server b/kb 127.0.0.1:80 track b/s1¶
      a add server b/kc 127.0.0.1:80 track us/s2¶
      a add server b/kd 127.0.0.1:80 track b/kb¶
      a add server b/ke 127.0.0.1 check port 90¶
      a add server b/kf 127.0.0.1:80 check addr 127.0.0.3 port 3 inter 10s¶
      a add server b/kg 127.0.0.1:80 agent-check agent-port 77 agent-inter 10s¶
      a add server b/kh 127.0.0.1:80 send-proxy-v2 proxy-v2-options x¶
      a add server b/ki 127.0.0.1:80 minconn 3 maxconn 5 maxqueue 6 pool-max-conn 3 pool-purge-delay 9s¶
      a show servers state b¶
      a show servers conn b¶
      a get weight b/k6;get weight b/k8¶
      a del server b/k1;del server b/k2;del server b/k3;del server b/k4¶
      a add server b/kz 127.0.0.1:80¶
      a show servers state b¶
      a del server b/k6;del server b/k8;del server b/k9;del server b/ka;del server b/kb¶
      a del server b/kc;del server b/ke;del server b/kf;del server b/kg;del server b/ki¶
      a del server b/kz extra¶
      a show servers state b¶
      """;

  private static final String LIFE =
      """
      a add server b/x 127.0.0.1:PORT3 check inter 100ms¶
      a del server b/x;add server b/x 127.0.0.1:PORT3 check inter 100ms¶
      a enable server b/x¶
      a show stat b 4 3;show servers state b¶
      a del server b/x¶
      a enable health b/x¶
      ~ b,x,.*,UP,.*,L4OK,
      a show servers state b¶
      a show stat b 4 3¶
      a disable health b/x;show stat b 4 3;show servers state b¶
      a enable health b/x;disable server b/x;show stat b 4 3;show servers state b¶
      a set server b/x state ready;set server b/x weight 3;get weight b/x¶
      ~ b,x,.*,UP,.*,L4OK,
      a show stat b 4 -1¶
      a set server b/x state maint;del server b/x;show servers state b¶
      a add server b/q 127.0.0.1:9 check inter 50ms fall 2¶
      a enable server b/q;enable health b/q¶
      ~ b,q,.*,DOWN,
      a show stat b 4 3¶
      a disable server b/q;del server b/q¶
      a add server b/t 127.0.0.1:PORT3 track b/s1;enable server b/t;show stat b 4 3¶
      a set server b/s1 state maint;show servers state b;show stat b 4 -1¶
      a set server b/s1 state ready¶
      ~ b,s1,.*,UP,.*,L4OK,
      a show stat b 4 3¶
      a disable server b/t;del server b/t;del server b/s1¶
      a add server us/d 127.0.0.1:PORT1 id 44;add server us/e 127.0.0.1:PORT1;show servers state us¶
      a del server us/s1;del server us/s2;del server us/s3;del server us/s4¶
      a disable server us/s4;del server us/s4;show servers state us¶
      a add server us/g 127.0.0.1:PORT1;show servers state us¶
      a set server du/s1 state maint;del server du/s1;show stat du 7 -1¶
      a set server st/s1 state maint;del server st/s1;set server so/s1 state maint;del server so/s1¶
      a show stat st 6 -1;show stat so 6 -1¶
      a show backend¶
      """;

  /** A {@code >} begins requests: a path and how often it is asked for. */
  private static final String TRAFFIC =
      """
      > /rr/ 4
      a add server rr/s3 127.0.0.1:PORT3¶
      > /rr/ 4
      a enable server rr/s3¶
      > /rr/ 9
      a set server rr/s3 weight 2¶
      > /rr/ 8
      a disable server rr/s1;del server rr/s1¶
      > /rr/ 9
      a add server rr/s1 127.0.0.1:PORT1;enable server rr/s1¶
      > /rr/ 12
      > /empty/ 2
      a add server empty/a 127.0.0.1:PORT1 weight 1;enable server empty/a¶
      > /empty/ 2
      a add server empty/b 127.0.0.1:PORT2;enable server empty/b¶
      > /empty/ 6
      a disable server empty/a;disable server empty/b;del server empty/a;del server empty/b¶
      > /empty/ 1
      a add server fi/z 127.0.0.1:PORT3;enable server fi/z¶
      > /fi/ 3
      a disable server fi/s1¶
      > /fi/ 2
      a add server soc/y 127.0.0.1:PORT2;enable server soc/y;disable server soc/s1;del server soc/s1¶
      > /soc/1 1
      > /soc/2 1
      a show servers state rr¶
      """;

  private static CliProgram reference;
  private static CliProgram ours;

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    reference = CliProgram.start(Program.executable(Program.REFERENCE), CONFIG, ",L4OK,");
    ours = CliProgram.start(Program.engine(), CONFIG, ",L4OK,");
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.close();
      ours.close();
    }
  }

  static List<String> names() {
    return NAMES.lines().toList();
  }

  static List<String> parameters() {
    return PARAMETERS.lines().toList();
  }

  static List<String> life() {
    return LIFE.lines().toList();
  }

  static List<String> traffic() {
    return TRAFFIC.lines().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"names", "parameters", "life", "traffic"})
  void bothAnswerTheSame(String row) throws Exception {
    if (row.startsWith("~ ")) {
      reference.awaitPattern(row.substring(2));
      ours.awaitPattern(row.substring(2));
      return;
    }
    String expected = answer(reference, row);
    assertThat(answer(ours, row)).isEqualTo(expected);
  }

  private static String answer(CliProgram program, String row) throws IOException {
    if (!row.startsWith("> ")) {
      return program.answer(program.withPorts(row)).replaceAll("\\S+\\.cfg:", "FILE:");
    }
    String[] words = row.split(" ");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(words[2]); i++) {
      String text = get(program.ports().numbers()[0], words[1]);
      String body = text.substring(text.indexOf("\r\n\r\n") + 4);
      all.add(text.startsWith("HTTP/1.1 200") ? body : text.substring(9, 12));
    }
    // After a change the order within a round may be another one.
    Collections.sort(all);
    return all.toString();
  }

  private static String get(int port, String path) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}

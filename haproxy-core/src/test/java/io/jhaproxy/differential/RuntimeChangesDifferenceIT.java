package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands that show and change servers and frontends, to both programs, one row each, in this
 * order: later rows see what earlier ones changed.
 */
@Timeout(60)
class RuntimeChangesDifferenceIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       maxconn 1000
       stats socket DIR/a.sock level admin
       stats socket DIR/o.sock
       stats socket DIR/u.sock level user
      defaults
       mode http
       timeout client 5s
       timeout server 1s
       timeout connect 1s
      frontend f
       bind 127.0.0.1:PORT0 name web
       default_backend b
      frontend g
       bind 127.0.0.1:PORT1
       default_backend b
      listen origin
       bind 127.0.0.1:PORT4
       monitor-uri /
      backend b
       id 77
       cookie C insert
       server s 127.0.0.1:PORT4 cookie sc check inter 3s weight 10 maxqueue 3 maxconn 5 id 9
       server t 127.0.0.1:PORT4 disabled
       server u 127.0.0.1:PORT4
       server x localhost:PORT4 check addr 127.0.0.2 port 9 inter 500ms downinter 100s fall 1
      backend c
       mode tcp
       server s [::1]:PORT4
       server un DIR/q.sock
      backend d
       balance source
       server s 127.0.0.1:PORT4
      backend e
      """;

  private static final String SHOW =
      """
      a show servers state¶
      u show servers state b¶
      a show servers state nosuch¶
      a show servers conn¶
      a show servers conn b¶
      a show servers conn nosuch¶
      a show backend¶
      a show errors¶
      a show errors f¶
      a show errors f request¶
      a show errors nosuch¶
      u show errors¶
      a show events nosuch¶
      a show sess 0x123¶
      u show sess¶
      u show fd¶
      """;

  private static final String SERVERS =
      """
      u get weight b/s¶
      a get weight¶
      a get weight b¶
      a get weight b/¶
      a get weight /s¶
      a get weight b/s/t¶
      a get weight nosuch/s¶
      a get weight b/nosuch¶
      a get weight b/t extra¶
      o set weight b/s 5¶
      a set weight¶
      a set weight b/s¶
      a set weight b/s 5;get weight b/s¶
      a set weight b/s 50%;get weight b/s¶
      a set weight b/s 300¶
      a set weight b/s 300%;get weight b/s¶
      a set weight b/s 1000%;get weight b/s¶
      a set weight b/s 9999%;get weight b/s¶
      a set weight b/s -1¶
      a set weight b/s abc¶
      a set weight b/s 5x¶
      a set weight b/s 0;get weight b/s;show stat b 4 9¶
      a set weight b/s 100%;get weight b/s¶
      a set weight d/s 5¶
      a set weight d/s 0;get weight d/s¶
      a set weight d/s 100%;get weight d/s¶
      a set server¶
      a set server b¶
      a set server nosuch/s state ready¶
      a set server b/nosuch state ready¶
      a set server b/s¶
      a set server b/s nosuch¶
      o set server b/s weight 5¶
      a set server b/s weight¶
      a set server b/s weight 7;get weight b/s¶
      a set server b/s weight 7x¶
      a set server b/s weight 10¶
      a set server b/s state¶
      a set server b/s state nosuch¶
      a set server b/s state maint;show servers state b;show stat b 4 9¶
      a set server b/s state drain;show servers state b;show stat b 4 9¶
      a set server b/s state ready;show servers state b¶
      a set server b/t state ready;show servers state b;show stat b 4 2¶
      a set server b/t state maint;show servers state b;show stat b 4 2¶
      a disable server¶
      a disable server b¶
      a disable server b/nosuch¶
      a disable server b/u;disable server b/u;show servers state b;show stat b 4 3¶
      a enable server b/u;enable server b/u;show servers state b;show stat b 4 3¶
      a set server b/u health¶
      a set server b/u health nosuch¶
      a set server b/u health down;show servers state b;show stat b 4 3¶
      a set server b/u health up;show servers state b;show stat b 4 3¶
      a set server b/u health stopping;show servers state b¶
      a set server b/u health up;show servers state b¶
      a set server b/s agent up¶
      a set server b/s agent-addr 127.0.0.1¶
      a set server b/s agent-port 1¶
      a set server b/s agent-send text¶
      a set server b/s fqdn nosuch¶
      a set server b/s ssl on¶
      a set server b/u addr¶
      a set server b/u addr nosuch¶
      a set server b/u addr 127.0.0.3¶
      a set server b/u addr 127.0.0.3¶
      a set server b/u addr 127.0.0.4 port 28011;show servers state b;show servers conn b¶
      a set server b/u addr 127.0.0.4 port 28011¶
      a set server b/u addr 127.0.0.4 port nosuch¶
      a set server b/u addr 127.0.0.4 port¶
      a set server b/u addr 127.0.0.4 nosuch 1¶
      a set server b/u addr ::1¶
      a set server b/u addr 127.0.0.1 port 99999¶
      a set server c/un addr 127.0.0.1¶
      a set server c/s addr 127.0.0.1;show servers state c¶
      a set server b/s check-port¶
      a set server b/s check-port nosuch¶
      a set server b/s check-port 99999¶
      a set server b/u check-port 5¶
      a set server b/u check-addr 127.0.0.5¶
      a set server b/s check-addr¶
      a set server b/s check-addr nosuch¶
      a set server b/s check-addr 127.0.0.1 port 9;show servers state b¶
      a set maxconn server b/s¶
      a set maxconn server b¶
      a set maxconn server b/s nosuch¶
      a set maxconn server b/s 3;show stat b 4 9 no-maint typed¶
      a set maxconn server b/s 0¶
      a disable health b/s;disable health b/u;show servers state b¶
      a enable health b/s;show servers state b¶
      a enable health b/u¶
      a disable agent b/s¶
      a enable agent b/s¶
      a shutdown sessions server¶
      a shutdown sessions server b¶
      a shutdown sessions server b/nosuch¶
      a shutdown sessions server b/s¶
      a shutdown session¶
      a shutdown session nosuch¶
      a shutdown session 0x123¶
      """;

  private static final String FRONTENDS =
      """
      o disable frontend f¶
      a disable frontend¶
      a disable frontend nosuch¶
      a disable frontend b¶
      a enable frontend f¶
      a disable frontend f;show stat f 1 -1¶
      a disable frontend f¶
      a enable frontend f;show stat f 1 -1¶
      a shutdown frontend¶
      a shutdown frontend nosuch¶
      a shutdown frontend g;show stat g 1 -1¶
      a shutdown frontend g¶
      a enable frontend g¶
      a disable frontend g¶
      a set maxconn frontend¶
      a set maxconn frontend f¶
      a set maxconn frontend nosuch 7¶
      a set maxconn frontend f nosuch¶
      a set maxconn frontend f 7¶
      a set maxconn global¶
      a set maxconn global nosuch¶
      a set maxconn global 100¶
      a set maxconn global 0¶
      a set maxconn global 100000000¶
      a set maxconn¶
      a set rate-limit¶
      a set rate-limit nosuch¶
      a set rate-limit connections¶
      a set rate-limit connections global¶
      a set rate-limit connections nosuch 1¶
      a set rate-limit connections global 10;show info¶
      a set rate-limit sessions global 11;show info¶
      a set rate-limit connections global nosuch;set rate-limit sessions global 0¶
      a set rate-limit connections global -1¶
      a clear counters¶
      o clear counters¶
      o clear counters all¶
      u clear counters¶
      a clear counters all¶
      a clear counters nosuch¶
      """;

  private static CliProgram reference;
  private static CliProgram ours;

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    reference = CliProgram.start(Program.executable(Program.REFERENCE), CONFIG, ",DOWN,");
    ours = CliProgram.start(Program.engine(), CONFIG, ",DOWN,");
    reference.await("L4OK");
    ours.await("L4OK");
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.close();
      ours.close();
    }
  }

  static List<String> show() {
    return SHOW.lines().toList();
  }

  static List<String> servers() {
    return SERVERS.lines().toList();
  }

  static List<String> frontends() {
    return FRONTENDS.lines().toList();
  }

  @ParameterizedTest
  @MethodSource({"show", "servers", "frontends"})
  void bothAnswerTheSame(String row) throws Exception {
    String expected = reference.answer(row);
    assertThat(ours.answer(row)).isEqualTo(expected);
  }
}

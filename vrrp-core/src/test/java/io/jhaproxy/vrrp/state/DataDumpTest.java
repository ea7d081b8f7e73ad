package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.ConfigReader;
import io.jhaproxy.vrrp.config.InterfaceNames;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.report.DataDump;
import io.jhaproxy.vrrp.report.WallClock;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The data dump of a configuration that was read, in keepalived's words. */
class DataDumpTest {
  private static final String TEXT =
      """
      global_defs {
        router_id LB
        vrrp_garp_interval 0.5
      }
      vrrp_instance VI_1 {
        state MASTER
        interface eth1
        virtual_router_id 51
        priority 200
        authentication {
          auth_type PASS
          auth_pass 1010
        }
        virtual_ipaddress {
          192.168.100.250
        }
      }
      """;

  @Test
  void instanceAndGlobalsAsKeepalivedWritesThem() {
    KeepalivedModel model =
        ConfigReader.readText(Path.of("t.conf"), TEXT, "node1", InterfaceNames.of("eth1")).model();
    Bench bench = new Bench(model, LogStyle.V2_2_7).start().until(4.5);
    WallClock clock = new WallClock(bench.now(), 1795227247_362_012L, ZoneOffset.UTC);
    String dump = DataDump.of(model, bench.machine, clock);
    assertThat(dump)
        .contains(" Router ID = LB\n")
        .contains(" Gratuitous ARP interval = 0.500000\n")
        .contains(" VRRP IPv4 mcast group = 224.0.0.18\n");
    assertThat(dump.substring(dump.indexOf("   Interface =")))
        .isEqualTo(
            """
               Interface = eth1
               Using src_ip = 192.168.100.101
               Multicast address 224.0.0.18
               Gratuitous ARP delay = 5
               Gratuitous ARP repeat = 5
               Gratuitous ARP refresh = 0
               Gratuitous ARP refresh repeat = 1
               Gratuitous ARP lower priority delay = 5
               Gratuitous ARP lower priority repeat = 5
               Down timer adverts = 3
               Send advert after receive lower priority advert = true
               Send advert after receive higher priority advert = false
               Virtual Router ID = 51
               Priority = 200
               Effective priority = 200
               Total priority = 200
               Advert interval = 1 sec
               Accept = enabled
               Preempt = enabled
               Promote_secondaries = disabled
               Authentication type = SIMPLE_PASSWORD
               Password = 1010
               Virtual IP (1):
                 192.168.100.250 dev eth1 scope global set
               Using smtp notification = no
               Notify deleted = Fault
               Notify priority changes = false
            """);
  }
}

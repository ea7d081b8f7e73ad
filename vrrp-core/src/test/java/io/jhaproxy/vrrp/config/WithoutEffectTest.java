package io.jhaproxy.vrrp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does nothing here is told once when the daemon starts or reloads, and not by -t. */
class WithoutEffectTest {
  private static ConfigResult read(String text) {
    return ConfigReader.readText(Path.of("k.conf"), text, "host", InterfaceNames.of("eth0"));
  }

  private static ConfigResult instance(String line) {
    return read(
        "vrrp_instance V {\n interface eth0\n virtual_router_id 5\n virtual_ipaddress {\n"
            + " 1.1.1.1\n }\n "
            + line
            + "\n}\n");
  }

  private static GlobalDefs.Process process(String line) {
    return read("global_defs {\n " + line + "\n}\n").model().global().process();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garp_extra_if 5",
        "use_vmac_addr",
        "vrf eth0",
      })
  void isTold(String line) {
    String keyword = line.split(" ")[0];
    assertThat(instance(line + "\n " + line).messages())
        .filteredOn(m -> m.text().startsWith(keyword + " has no effect here: "))
        .singleElement()
        .extracting(ConfigMessage::test)
        .isEqualTo(ConfigMessage.Effect.START_ONLY);
  }

  @Test
  void settingsOfTheProcesses() {
    assertThat(process("umask 027").umask()).isEqualTo(027);
    assertThat(process("umask IWGRP|IWOTH").umask()).isEqualTo(022);
    assertThat(process("process_names").vrrpName()).isEqualTo("keepalived_vrrp");
    assertThat(process("vrrp_process_name kv").vrrpName()).isEqualTo("kv");
    assertThat(read("child_wait_time 9\n").model().global().process().childWait()).hasSeconds(9);
    assertThat(
            read("global_defs {\n vrrp_rx_bufs_policy 70000\n}\nvrrp_instance V {\n interface"
                    + " eth0\n virtual_router_id 5\n virtual_ipaddress {\n 1.1.1.1\n }\n}\n")
                .model()
                .instances()
                .get(0)
                .transport()
                .receiveBuffer())
        .isEqualTo(70_000);
  }
}

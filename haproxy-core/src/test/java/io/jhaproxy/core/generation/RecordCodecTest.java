package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.acl.PatternMemory;
import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.ServerMemory;
import io.jhaproxy.core.backend.ServerState;
import io.jhaproxy.core.check.CheckResult;
import io.jhaproxy.core.check.CheckStatus;
import io.jhaproxy.core.check.LifeMemory;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read as the same. */
class RecordCodecTest {
  private static ServerMemory server(@Nullable SocketAddress address, @Nullable Admin admin) {
    return new ServerMemory(
        "s", address, true, 1, 2, address, false, ServerState.STOPPED, admin, 3, 4, 5, 6, 7, 8, 9);
  }

  static List<Record> records() {
    CheckResult result = new CheckResult(CheckStatus.L4CON, 0, null, -1);
    return List.of(
        server(new InetSocketAddress("127.0.0.1", 80), Admin.MAINT),
        server(new InetSocketAddress("::1", 80), null),
        server(InetSocketAddress.createUnresolved("host.example", 65535), Admin.DRAIN),
        server(new DomainSocketAddress("/run/s"), null),
        server(null, null),
        new LifeMemory("b/s", 5, new LifeMemory.Check(2, 3, 1, true, false, 4, result), null),
        new PatternMemory("k", true, -1, List.of("\u00e4", ""), Arrays.asList("v", null)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void comesBack(Record record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordCodec.write(record, new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat((Object) RecordCodec.read(record.getClass(), in)).isEqualTo(record);
    assertThat(in.available()).isZero();
  }
}

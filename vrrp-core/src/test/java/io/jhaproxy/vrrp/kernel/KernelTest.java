package io.jhaproxy.vrrp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The kernel side against the real kernel, in a network namespace of the test's own. */
class KernelTest {
  private static final byte[] VRRP_MAC = HexFormat.of().parseHex("00005e000133");

  private static <T> T inNamespace(Callable<T> test) {
    try (Namespace namespace = new Namespace()) {
      return namespace.call(test);
    }
  }

  private static Interfaces veth(Netlink netlink) throws Exception {
    Namespace.ip("link add v1 type veth peer name v2");
    Namespace.ip("addr add 10.9.0.1/24 dev v1");
    Namespace.ip("link set v1 up");
    Namespace.ip("link set v2 up");
    Interfaces interfaces = new Interfaces(netlink);
    // The kernel takes up to a second until a new link is said to run.
    try (Poller pause = new Poller()) {
      for (int tries = 0; tries < 500 && !running(interfaces); tries++) {
        pause.await(10_000_000L);
      }
    }
    return interfaces;
  }

  private static boolean running(Interfaces interfaces) throws KernelException {
    Link one = interfaces.link("v1");
    Link other = interfaces.link("v2");
    return one != null && one.running() && other != null && other.running();
  }

  @Test
  void addressesComeAndGoAsIpShowsThem() {
    inNamespace(
        () -> {
          try (Netlink netlink = new Netlink()) {
            Interfaces interfaces = veth(netlink);
            Link v1 = interfaces.link("v1");
            assertThat(v1).isNotNull();
            assertThat(v1.running()).isTrue();
            InterfaceAddress vip =
                new InterfaceAddress(
                    v1.index(),
                    InetAddress.getByName("10.9.0.250"),
                    32,
                    null,
                    null,
                    "v1:vip",
                    0,
                    0,
                    -1);
            interfaces.add(vip);
            interfaces.add(vip);
            assertThat(Namespace.ip("-4 addr show dev v1"))
                .contains("inet 10.9.0.250/32 scope global v1:vip");
            assertThat(interfaces.addresses())
                .anyMatch(a -> a.address().equals(vip.address()) && a.prefixLength() == 32);
            interfaces.remove(vip);
            assertThat(Namespace.ip("-4 addr show dev v1")).doesNotContain("10.9.0.250");
          }
          return true;
        });
  }

  @Test
  void ipv6AddressWithoutDuplicateDetectionAndDeprecated() {
    inNamespace(
        () -> {
          try (Netlink netlink = new Netlink()) {
            Interfaces interfaces = veth(netlink);
            Link v1 = interfaces.link("v1");
            interfaces.add(
                new InterfaceAddress(
                    v1.index(),
                    InetAddress.getByName("fd00::250"),
                    128,
                    null,
                    null,
                    null,
                    0,
                    InterfaceAddress.IFA_F_NODAD,
                    0));
            assertThat(Namespace.ip("-6 addr show dev v1"))
                .contains("inet6 fd00::250/128 scope global nodad deprecated");
          }
          return true;
        });
  }

  @Test
  void macvlanHasTheVirtualAddress() {
    inNamespace(
        () -> {
          try (Netlink netlink = new Netlink()) {
            Interfaces interfaces = veth(netlink);
            interfaces.createMacvlan("vrrp.51", interfaces.link("v1").index(), VRRP_MAC);
            Link vmac = interfaces.link("vrrp.51");
            interfaces.setUp(vmac.index());
            assertThat(Namespace.ip("-d link show vrrp.51"))
                .contains("00:00:5e:00:01:33", "macvlan mode private", "vrrp.51@v1");
            interfaces.delete(vmac.index());
            assertThat(interfaces.link("vrrp.51")).isNull();
          }
          return true;
        });
  }

  @Test
  void filterDropsWhatIsSentToAnAddressAndNothingElse() {
    inNamespace(
        () -> {
          Namespace.ip("addr add 10.9.0.250/32 dev lo");
          Namespace.ip("addr add fd00::250/128 dev lo nodad");
          InetAddress four = InetAddress.getByName("10.9.0.250");
          InetAddress six = InetAddress.getByName("fd00::250");
          InetAddress other = InetAddress.getByName("127.0.0.1");
          assertThat(answers(four)).isTrue();
          assertThat(answers(six)).isTrue();
          try (PacketFilter filter = new PacketFilter("keepalived", -1)) {
            filter.drop(List.of(four, six));
            assertThat(answers(four)).isFalse();
            assertThat(answers(six)).isFalse();
            assertThat(answers(other)).isTrue();
            filter.drop(List.of(six));
            assertThat(answers(four)).isTrue();
            assertThat(answers(six)).isFalse();
          }
          assertThat(answers(six)).isTrue();
          return true;
        });
  }

  /** Whether a UDP datagram arrives at an address of this namespace. */
  private static boolean answers(InetAddress address) throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, address);
        DatagramSocket client = new DatagramSocket()) {
      server.setSoTimeout(200);
      client.send(new DatagramPacket(new byte[] {1}, 1, address, server.getLocalPort()));
      try {
        server.receive(new DatagramPacket(new byte[1], 1));
        return true;
      } catch (SocketTimeoutException dropped) {
        return false;
      } catch (IOException refused) {
        return false;
      }
    }
  }

  @Test
  void monitorTellsWhatHappens() {
    inNamespace(
        () -> {
          List<String> events = new ArrayList<>();
          try (Netlink netlink = new Netlink();
              NetlinkMonitor monitor = new NetlinkMonitor()) {
            veth(netlink);
            monitor.drain(new Recorder(new ArrayList<>()));
            Namespace.ip("addr add 10.9.0.7/24 dev v1");
            Namespace.ip("addr del 10.9.0.7/24 dev v1");
            Namespace.ip("link set v1 down");
            Namespace.ip("link del v1");
            monitor.drain(new Recorder(events));
          }
          assertThat(events).containsSubsequence("+10.9.0.7", "-10.9.0.7", "v1 down", "v1 gone");
          return true;
        });
  }

  @Test
  void advertsCrossTheLinkWithOurHeader() {
    inNamespace(
        () -> {
          InetAddress group = InetAddress.getByName("224.0.0.18");
          InetAddress source = InetAddress.getByName("10.9.0.1");
          List<String> heard = new ArrayList<>();
          try (Netlink netlink = new Netlink();
              Reception reception = new Reception(2048);
              Poller poller = new Poller()) {
            Interfaces interfaces = veth(netlink);
            // The far end has no address of the source's network, so that the source is accepted.
            Sysctl.set("ipv4", "v2", "accept_local", 1);
            Sysctl.set("ipv4", "v2", "rp_filter", 0);
            Sysctl.set("ipv4", "all", "rp_filter", 0);
            try (AdvertReceiver receiver =
                    new AdvertReceiver(true, "v2", interfaces.link("v2").index());
                AdvertSender sender = new AdvertSender(true, "v1", interfaces.link("v1").index())) {
              receiver.join(group);
              sender.nextIdentification();
              poller.add(
                  receiver.fd(),
                  () ->
                      receiver.drain(
                          reception,
                          (payload, from, to, ttl) ->
                              heard.add(
                                  HexFormat.of().formatHex(payload)
                                      + " "
                                      + from.getHostAddress()
                                      + " "
                                      + to.getHostAddress()
                                      + " "
                                      + ttl)));
              // The kernel takes up to a second until a new link carries anything.
              for (int tries = 0; tries < 100 && heard.isEmpty(); tries++) {
                sender.send(new byte[] {0x21, 51, 100, 1}, source, group, 255);
                poller.await(100_000_000L);
              }
            }
          }
          assertThat(heard).isNotEmpty().containsOnly("21336401 10.9.0.1 224.0.0.18 255");
          return true;
        });
  }

  @Test
  void wakeUpEndsAWaitFromAnotherThread() throws Exception {
    try (Poller poller = new Poller()) {
      Thread other = new Thread(poller::wakeUp);
      other.start();
      long start = System.nanoTime();
      assertThat(poller.await(20_000_000_000L)).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
      other.join();
      assertThat(poller.await(0)).isFalse();
    }
  }

  private record Recorder(List<String> events) implements NetlinkMonitor.Listener {
    @Override
    public void changed(Link link) {
      events.add(link.name() + (link.up() ? " up" : " down"));
    }

    @Override
    public void gone(Link link) {
      events.add(link.name() + " gone");
    }

    @Override
    public void added(InterfaceAddress address) {
      events.add("+" + address.address().getHostAddress());
    }

    @Override
    public void removed(InterfaceAddress address) {
      events.add("-" + address.address().getHostAddress());
    }

    @Override
    public void lost() {
      events.add("lost");
    }
  }
}

package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.vrrp.packet.AddressText;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a simulation found: outages, moments with two masters, masters at the end. */
final class Report {
  /** With more addresses or routers than this, only the worst are shown. */
  private static final int SHOWN = 20;

  private final World world;
  private final PrintStream out;

  Report(World world, PrintStream out) {
    this.world = world;
    this.out = out;
  }

  void print() {
    out.println();
    out.println("Outages, as a client sees them");
    List<Service> services =
        world.services().stream()
            .sorted(Comparator.comparingLong(Report::total).reversed())
            .toList();
    services.stream().limit(SHOWN).forEach(this::service);
    rest(services.size(), "addresses");
    out.println();
    out.println("Two masters");
    List<Mastership> routers = world.routers();
    List<Mastership> doubled = routers.stream().filter(r -> !r.doubles().isEmpty()).toList();
    if (doubled.isEmpty()) {
      out.println("  never");
    }
    doubled.stream().limit(SHOWN).forEach(this::doubles);
    rest(doubled.size(), "routers");
    out.println();
    out.println("At the end");
    List<Mastership> last =
        routers.stream().sorted(Comparator.comparing(r -> r.masters().size() == 1)).toList();
    last.stream().limit(SHOWN).forEach(this::master);
    rest(last.size(), "routers");
  }

  private void rest(int all, String what) {
    if (all > SHOWN) {
      out.println("  ... and " + (all - SHOWN) + " more " + what);
    }
  }

  private void service(Service service) {
    String name = "  " + service.site + AddressText.of(service.address);
    if (service.firstServed() < 0) {
      out.println(name + "  never reached");
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s  first reached at %.3f, %d outages, %.3f s in total%n",
        name,
        service.firstServed() / 1e9,
        service.outages().size(),
        total(service) / 1e9);
    for (Span span : service.outages()) {
      out.println("    " + span + (span.what().isEmpty() ? "" : " " + span.what()));
    }
  }

  private void doubles(Mastership router) {
    for (Span span : router.doubles()) {
      out.println("  " + router.name() + "  " + span + " " + span.what());
    }
  }

  private void master(Mastership router) {
    String who = router.masters().isEmpty() ? "no master" : router.masters().toString();
    out.println("  " + router.name() + "  " + who);
  }

  private static long total(Service service) {
    return service.firstServed() < 0
        ? Long.MAX_VALUE
        : service.outages().stream().mapToLong(Span::nanos).sum();
  }
}

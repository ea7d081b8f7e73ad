package io.jhaproxy.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.generation.StartException;
import io.jhaproxy.core.net.Clock;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reading and compiling a file costs in proportion to its length. What is compared is the memory
 * that it takes on the way, which, unlike time, is the same in every run: a list that is copied for
 * each entry shows at once.
 */
class LargeFilesTest {
  private static final int COUNT = 400;

  enum Shape {
    BACKENDS(n -> "frontend f\n bind unix@x\n" + lines(n, "backend b%d\n server s 10.0.0.1:80\n")),
    SERVERS(
        n -> "listen a\n bind unix@x\n" + lines(n, " server s%d 10.0.0.1:80 check weight 10\n")),
    BALANCED_BY_HASH(
        n -> "listen a\n bind unix@x\n balance source\n" + lines(n, " server s%d 10.0.0.1:80\n")),
    RULES(
        n ->
            "frontend f\n bind unix@x\n"
                + lines(n, " use_backend b if { hdr(host) -i host%d }\n")
                + "backend b\n server s 10.0.0.1:80\n"),
    NAMED_ACLS(
        n ->
            "frontend f\n bind unix@x\n"
                + lines(n, " acl a%1$d path /p%1$d\n http-request deny if a%1$d\n")),
    PATTERNS(n -> "frontend f\n bind unix@x\n" + lines(n, " acl a src 10.0.0.1/32 10.%d.0.0/16\n")),
    FRONTENDS(n -> lines(n, "frontend f%1$d\n bind unix@x%1$d\n http-request deny\n")),
    TABLES(
        n ->
            "frontend f\n bind unix@x\n" + lines(n, "backend t%d\n stick-table type ip size 10\n")),
    USERS(
        n ->
            "frontend f\n bind unix@x\nuserlist u\n" + lines(n, " user u%d insecure-password p\n")),
    PEERS(n -> "frontend f\n bind unix@x\npeers p\n" + lines(n, " peer p%d 10.0.0.1:80\n"));

    private final IntFunction<String> body;

    Shape(IntFunction<String> body) {
      this.body = body;
    }

    private static String lines(int count, String each) {
      return IntStream.range(0, count)
          .mapToObj(i -> String.format(each, each.contains("/16") ? i & 255 : i))
          .collect(Collectors.joining());
    }

    String text(int count) {
      return "defaults\n mode http\n timeout client 5s\n timeout server 5s\n timeout connect 5s\n"
          + body.apply(count)
          + "\n";
    }
  }

  private static long bytesFor(String text) throws StartException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    ConfigModel model = ConfigCheck.model(text);
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    Engine.check(
        model,
        new EngineOptions(1, 2000, fd -> {}, Clock.SYSTEM, (line, level) -> {}, failure -> {}));
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @EnumSource
  void memoryOnTheWayGrowsWithTheLength(Shape shape) throws StartException {
    bytesFor(shape.text(10));
    long once = bytesFor(shape.text(COUNT));
    long twice = bytesFor(shape.text(2 * COUNT));
    long fourTimes = bytesFor(shape.text(4 * COUNT));
    // 2 where each line costs the same, 4 where it costs in proportion to their number.
    double growth = (double) (fourTimes - twice) / (twice - once);
    assertThat(growth).as("%s: %d, %d, %d bytes", shape, once, twice, fourTimes).isLessThan(2.5);
  }
}

package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Facts of the two connections besides their addresses (manual 7.3.3). */
public final class TransportFetches {
  private static final LocalAddresses LOCAL = new LocalAddresses();

  private TransportFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    local(library, "src_is_local fc_src_is_local", SampleContext::clientAddress);
    local(library, "dst_is_local fc_dst_is_local", SampleContext::frontendAddress);
    Need client = Need.CLIENT;
    library.fetch("fc_http_major", SampleType.SINT, client, (x, out) -> out.setInt(1));
    library.fetch("fc_rcvd_proxy", SampleType.BOOL, client, (x, out) -> out.setBool(x.proxied()));
    ConnectionFetches.text(library, "fc_pp_authority", client, SampleContext::proxyAuthority);
    ConnectionFetches.text(library, "fc_pp_unique_id", client, SampleContext::proxyUniqueId);
    Need server = Need.SERVER_ADDRESS;
    library.fetch(
        "bc_http_major", SampleType.SINT, server, (x, out) -> x.hasServer() && out.setInt(1));
    library.fetch("bc_err", SampleType.SINT, server, (x, out) -> x.hasServer() && out.setInt(0));
    Slice success = Slice.of("Success");
    ConnectionFetches.text(
        library, "bc_err_str", server, (x, into) -> x.hasServer() && !into.set(success).isEmpty());
    time(library, "fc_rtt", TcpFact.RTT);
    time(library, "fc_rttvar", TcpFact.RTT_VARIANCE);
    count(library, "fc_unacked", TcpFact.UNACKNOWLEDGED);
    count(library, "fc_sacked", TcpFact.SELECTIVELY_ACKNOWLEDGED);
    count(library, "fc_retrans", TcpFact.RETRANSMITTED);
    count(library, "fc_fackets", TcpFact.FORWARD_ACKNOWLEDGED);
    count(library, "fc_lost", TcpFact.LOST);
    count(library, "fc_reordering", TcpFact.REORDERING);
  }

  private interface AddressGetter {
    boolean get(SampleContext context, Address into);
  }

  private static void local(Library library, String names, AddressGetter getter) {
    library.fetch(
        names,
        SampleType.BOOL,
        Need.CLIENT,
        (x, out) -> getter.get(x, out.address) && out.setBool(LOCAL.contains(out.address)));
  }

  /** The kernel has microseconds; milliseconds are what is shown without an argument. */
  private static void time(Library library, String name, TcpFact fact) {
    library.fetch(name, SampleType.SINT, Need.CLIENT, "[string]", (call, s) -> time(call, fact));
  }

  private static Fetch time(SampleExpression.Call call, TcpFact fact) throws ExpressionException {
    String unit = call.argument(0);
    if (!unit.isEmpty() && !unit.equals("us") && !unit.equals("ms")) {
      throw Arguments.wrong(call, "expects 'us' or 'ms', got '" + unit + "'");
    }
    int divisor = unit.equals("us") ? 1 : 1000;
    return (x, out) -> {
      long value = x.clientTcp(fact);
      return value >= 0 && out.setInt(value / divisor);
    };
  }

  private static void count(Library library, String name, TcpFact fact) {
    library.fetch(
        name,
        SampleType.SINT,
        Need.CLIENT,
        "[string]",
        (call, surroundings) -> {
          if (!call.argument(0).isEmpty()) {
            surroundings.warn(
                "no argument supported for 'fc_*' sample expressions returning counters.");
          }
          return (x, out) -> {
            long value = x.clientTcp(fact);
            return value >= 0 && out.setInt(value);
          };
        });
  }
}

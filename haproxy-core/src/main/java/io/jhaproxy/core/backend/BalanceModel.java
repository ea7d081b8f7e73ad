package io.jhaproxy.core.backend;

/**
 * {@code balance ALGORITHM [arguments]}.
 *
 * @param algorithm how a server is chosen
 * @param argument name of the URL parameter, header or cookie, or the hash expression; empty = none
 * @param options flags and limits of the algorithm
 */
public record BalanceModel(Algorithm algorithm, String argument, Options options) {
  /** {@code balance roundrobin}. */
  public static final BalanceModel ROUNDROBIN =
      new BalanceModel(Algorithm.ROUNDROBIN, "", Options.NONE);

  /** Whether weights may be other than 0 and 100 %, and servers may come while it runs. */
  public boolean isDynamic(HashModel hash) {
    return switch (algorithm) {
      case ROUNDROBIN, LEASTCONN, FIRST, RANDOM -> true;
      case STATIC_RR -> false;
      case SOURCE, URI, URL_PARAM, HDR, RDP_COOKIE, HASH -> hash.consistent();
    };
  }

  /** The algorithms of the manual. */
  public enum Algorithm {
    ROUNDROBIN,
    STATIC_RR,
    LEASTCONN,
    FIRST,
    SOURCE,
    URI,
    URL_PARAM,
    HDR,
    RDP_COOKIE,
    RANDOM,
    HASH
  }

  /**
   * Arguments that only some algorithms have.
   *
   * @param length {@code uri len}: characters hashed; 0 = all
   * @param depth {@code uri depth}: directories hashed; 0 = all
   * @param whole {@code uri whole}: query string included
   * @param pathOnly {@code uri path-only}
   * @param checkPost {@code url_param check_post}
   * @param domainOnly {@code hdr(NAME) use_domain_only}
   * @param draws {@code random(DRAWS)}
   */
  public record Options(
      int length,
      int depth,
      boolean whole,
      boolean pathOnly,
      boolean checkPost,
      boolean domainOnly,
      int draws) {
    /** No arguments. */
    public static final Options NONE = new Options(0, 0, false, false, false, false, 2);
  }
}

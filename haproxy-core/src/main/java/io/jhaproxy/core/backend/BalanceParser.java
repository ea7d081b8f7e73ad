package io.jhaproxy.core.backend;

import io.jhaproxy.core.backend.BalanceModel.Algorithm;
import io.jhaproxy.core.backend.BalanceModel.Options;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.grammar.source.ConfigException;

/** Reads {@code balance} and {@code hash-type}. */
final class BalanceParser {
  private static final String USAGE =
      "balance only supports 'roundrobin', 'static-rr', 'leastconn', 'source', 'uri',"
          + " 'url_param', 'hdr(name)' and 'rdp-cookie(name)' options.";

  private BalanceParser() {}

  static BalanceModel balance(Arguments a) throws ConfigException {
    String word = a.get(0);
    int open = word.indexOf('(');
    String name = open < 0 ? word : word.substring(0, open);
    String argument = open < 0 ? "" : word.substring(open + 1).replaceFirst("\\)$", "");
    return switch (name) {
      case "roundrobin" -> simple(a, Algorithm.ROUNDROBIN);
      case "static-rr" -> simple(a, Algorithm.STATIC_RR);
      case "leastconn" -> simple(a, Algorithm.LEASTCONN);
      case "first" -> simple(a, Algorithm.FIRST);
      case "source" -> simple(a, Algorithm.SOURCE);
      case "uri" -> uri(a);
      case "url_param" -> urlParam(a);
      case "hdr" -> header(a, argument);
      case "rdp-cookie" ->
          new BalanceModel(
              Algorithm.RDP_COOKIE, argument.isEmpty() ? "msts" : argument, Options.NONE);
      case "random" -> random(a, argument);
      case "hash" -> hash(a);
      default -> throw a.errorAt(0, USAGE);
    };
  }

  private static BalanceModel simple(Arguments a, Algorithm algorithm) {
    if (a.size() > 1) {
      a.warn("balance '" + a.get(0) + "' has no argument; '" + a.get(1) + "' is ignored.");
    }
    return new BalanceModel(algorithm, "", Options.NONE);
  }

  private static BalanceModel uri(Arguments a) throws ConfigException {
    int length = 0;
    int depth = 0;
    boolean whole = false;
    boolean pathOnly = false;
    for (int i = 1; i < a.size(); i++) {
      switch (a.get(i)) {
        case "len" -> length = positive(a, ++i, "len");
        case "depth" -> depth = positive(a, ++i, "depth");
        case "whole" -> whole = true;
        case "path-only" -> pathOnly = true;
        default ->
            throw a.errorAt(
                i,
                "balance uri only accepts parameters 'len', 'depth', 'path-only', and 'whole' (got"
                    + " '"
                    + a.get(i)
                    + "').");
      }
    }
    return new BalanceModel(
        Algorithm.URI, "", new Options(length, depth, whole, pathOnly, false, false, 2));
  }

  private static int positive(Arguments a, int index, String name) throws ConfigException {
    return a.integer(
        index,
        1,
        Integer.MAX_VALUE,
        "balance uri '" + name + "' expects a positive integer (got '" + a.get(index) + "').");
  }

  private static BalanceModel urlParam(Arguments a) throws ConfigException {
    if (a.get(1).isEmpty()) {
      throw a.error("balance url_param requires an URL parameter name.");
    }
    boolean checkPost = a.get(2).equals("check_post");
    if (a.size() > 2 && !checkPost) {
      throw a.errorAt(
          2, "balance url_param only accepts check_post modifier (got '" + a.get(2) + "').");
    }
    return new BalanceModel(
        Algorithm.URL_PARAM, a.get(1), new Options(0, 0, false, false, checkPost, false, 2));
  }

  private static BalanceModel header(Arguments a, String name) throws ConfigException {
    if (!a.get(0).contains("(")) {
      throw a.errorAt(0, USAGE);
    }
    if (name.isEmpty()) {
      throw a.errorAt(0, "balance hdr requires an http header field name.");
    }
    boolean domainOnly = a.get(1).equals("use_domain_only");
    if (a.size() > 1 && !domainOnly) {
      throw a.errorAt(
          1, "balance hdr(name) only accepts 'use_domain_only' modifier (got '" + a.get(1) + "').");
    }
    return new BalanceModel(
        Algorithm.HDR, name, new Options(0, 0, false, false, false, domainOnly, 2));
  }

  private static BalanceModel random(Arguments a, String draws) throws ConfigException {
    if (draws.isEmpty()) {
      return new BalanceModel(Algorithm.RANDOM, "", Options.NONE);
    }
    try {
      int count = Integer.parseInt(draws);
      if (count > 0) {
        return new BalanceModel(
            Algorithm.RANDOM, "", new Options(0, 0, false, false, false, false, count));
      }
    } catch (NumberFormatException e) {
      // worded below
    }
    throw a.errorAt(
        0,
        "balance random(<draws>): expects a positive number of draws greater than zero but got"
            + " '"
            + draws
            + "'.");
  }

  private static BalanceModel hash(Arguments a) throws ConfigException {
    if (a.get(1).isEmpty()) {
      throw a.error("balance hash requires a sample expression.");
    }
    return new BalanceModel(Algorithm.HASH, String.join(" ", a.texts(1)), Options.NONE);
  }

  static HashModel hashType(Arguments a, HashModel old) throws ConfigException {
    boolean consistent =
        switch (a.get(0)) {
          case "consistent" -> true;
          case "map-based" -> false;
          case "avalanche" ->
              throw a.errorAt(
                  0,
                  "experimental feature 'hash-type avalanche' is not supported anymore, please use"
                      + " 'hash-type map-based sdbm avalanche' instead.");
          default -> throw a.errorAt(0, "'hash-type' only supports 'consistent' and 'map-based'.");
        };
    HashModel.Function function =
        switch (a.get(1)) {
          case "", "sdbm" -> HashModel.Function.SDBM;
          case "djb2" -> HashModel.Function.DJB2;
          case "wt6" -> HashModel.Function.WT6;
          case "crc32" -> HashModel.Function.CRC32;
          case "none" -> HashModel.Function.NONE;
          default ->
              throw a.errorAt(
                  1,
                  "'hash-type' only supports 'sdbm', 'djb2', 'crc32', or 'wt6' hash"
                      + " functions.");
        };
    if (a.size() > 2 && !a.get(2).equals("avalanche")) {
      throw a.errorAt(2, "'hash-type' only supports 'avalanche' as a modifier for hash functions.");
    }
    // A consistent hash without a named function is spread over the ring by itself.
    boolean avalanche = a.size() > 2 || (consistent && a.size() == 1);
    return new HashModel(consistent, function, avalanche, old.balanceFactor());
  }
}

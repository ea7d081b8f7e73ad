package io.jhaproxy.core.stats;

/**
 * Counters of one side of a proxy (a frontend or a backend), or of one listener, on one worker; a
 * proxy that is both has two objects.
 */
public final class ProxyCounters extends TrafficCounters {
  /** dreq: denied requests. */
  public long dreq;

  /** ereq: request errors (frontend, listener). */
  public long ereq;

  /** dcon: connections denied by "tcp-request connection". */
  public long dcon;

  /** dses: sessions denied by "tcp-request session". */
  public long dses;

  /** conn_tot: connections so far (frontend). */
  public long connTot;

  /** intercepted: requests answered by the statistics page, monitor-uri or a service. */
  public long intercepted;

  /** comp_in: response bytes fed to the compressor. */
  public long compIn;

  /** comp_out: bytes that the compressor emitted. */
  public long compOut;

  /** comp_byp: bytes that bypassed the compressor. */
  public long compByp;

  /** comp_rsp: compressed responses. */
  public long compRsp;

  /** cache_lookups: cache lookups. */
  public long cacheLookups;

  /** cache_hits: cache hits. */
  public long cacheHits;

  /** Creates counters at zero. */
  public ProxyCounters() {}

  /** Resets maxima, and with {@code all} sums too; what is going on now stays. On the worker. */
  public void clear(boolean all) {
    clearShared(all);
    if (!all) {
      return;
    }
    dreq = 0;
    ereq = 0;
    dcon = 0;
    dses = 0;
    connTot = 0;
    intercepted = 0;
    compIn = 0;
    compOut = 0;
    compByp = 0;
    compRsp = 0;
    cacheLookups = 0;
    cacheHits = 0;
  }

  /** Adds every sum to {@code sum}; takes the larger one of maxima and time stamps. */
  public void addTo(ProxyCounters sum) {
    addShared(sum);
    sum.dreq += dreq;
    sum.ereq += ereq;
    sum.dcon += dcon;
    sum.dses += dses;
    sum.connTot += connTot;
    sum.intercepted += intercepted;
    sum.compIn += compIn;
    sum.compOut += compOut;
    sum.compByp += compByp;
    sum.compRsp += compRsp;
    sum.cacheLookups += cacheLookups;
    sum.cacheHits += cacheHits;
  }
}

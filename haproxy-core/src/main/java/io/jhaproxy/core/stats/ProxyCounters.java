package io.jhaproxy.core.stats;

/**
 * Counters of one side of a proxy (a frontend or a backend), or of one listener, on one worker; a
 * proxy that is both has two objects. Names follow the CSV columns (management guide 9.1). Only the
 * worker writes; readers sum the workers' objects and may see a value that is a moment old.
 */
public final class ProxyCounters {
  /** scur: current sessions. */
  public long scur;

  /** smax: most sessions of all workers at once, as seen when one of this worker began. */
  public long smax;

  /** stot: sessions so far. */
  public long stot;

  /** bin: bytes from the client. */
  public long bin;

  /** bout: bytes to the client. */
  public long bout;

  /** dresp: denied responses. */
  public long dresp;

  /** dreq: denied requests. */
  public long dreq;

  /** ereq: request errors (frontend, listener). */
  public long ereq;

  /** econ: connection errors (backend). */
  public long econ;

  /** eresp: response errors (backend). */
  public long eresp;

  /** wretr: connection retries. */
  public long wretr;

  /** wredis: redispatches. */
  public long wredis;

  /** wrew: failed header rewrites. */
  public long wrew;

  /** eint: internal errors. */
  public long eint;

  /** dcon: connections denied by "tcp-request connection". */
  public long dcon;

  /** dses: sessions denied by "tcp-request session". */
  public long dses;

  /** conn_tot: connections so far (frontend). */
  public long connTot;

  /** req_tot: HTTP requests so far. */
  public long reqTot;

  /** intercepted: requests answered by the statistics page, monitor-uri or a service. */
  public long intercepted;

  /** hrsp_1xx: responses with status 1xx. */
  public long hrsp1xx;

  /** hrsp_2xx: responses with status 2xx. */
  public long hrsp2xx;

  /** hrsp_3xx: responses with status 3xx. */
  public long hrsp3xx;

  /** hrsp_4xx: responses with status 4xx. */
  public long hrsp4xx;

  /** hrsp_5xx: responses with status 5xx. */
  public long hrsp5xx;

  /** hrsp_other: responses with another status. */
  public long hrspOther;

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

  /** cli_abrt: transfers aborted by the client. */
  public long cliAbrt;

  /** srv_abrt: transfers aborted by the server. */
  public long srvAbrt;

  /** connect: connection attempts to servers (backend). */
  public long connect;

  /** reuse: reused server connections (backend). */
  public long reuse;

  /** lbtot: times a server was chosen (backend). */
  public long lbtot;

  /** qcur: requests waiting without a server (backend). */
  public long qcur;

  /** lastsess: wall-clock second of the last session, 0 if none. */
  public long lastSession;

  /** qtime_max: longest queue time, ms. */
  public long qtimeMax;

  /** ctime_max: longest connect time, ms. */
  public long ctimeMax;

  /** rtime_max: longest response time, ms. */
  public long rtimeMax;

  /** ttime_max: longest total time, ms. */
  public long ttimeMax;

  /** Creates counters at zero. */
  public ProxyCounters() {}

  /** Adds every sum to {@code sum}; takes the larger one of maxima and time stamps. */
  public void addTo(ProxyCounters sum) {
    sum.scur += scur;
    sum.smax = Math.max(sum.smax, smax);
    sum.stot += stot;
    sum.bin += bin;
    sum.bout += bout;
    sum.dresp += dresp;
    sum.dreq += dreq;
    sum.ereq += ereq;
    sum.econ += econ;
    sum.eresp += eresp;
    sum.wretr += wretr;
    sum.wredis += wredis;
    sum.wrew += wrew;
    sum.eint += eint;
    sum.dcon += dcon;
    sum.dses += dses;
    sum.connTot += connTot;
    sum.reqTot += reqTot;
    sum.intercepted += intercepted;
    sum.hrsp1xx += hrsp1xx;
    sum.hrsp2xx += hrsp2xx;
    sum.hrsp3xx += hrsp3xx;
    sum.hrsp4xx += hrsp4xx;
    sum.hrsp5xx += hrsp5xx;
    sum.hrspOther += hrspOther;
    sum.compIn += compIn;
    sum.compOut += compOut;
    sum.compByp += compByp;
    sum.compRsp += compRsp;
    sum.cacheLookups += cacheLookups;
    sum.cacheHits += cacheHits;
    sum.cliAbrt += cliAbrt;
    sum.srvAbrt += srvAbrt;
    sum.connect += connect;
    sum.reuse += reuse;
    sum.lbtot += lbtot;
    sum.qcur += qcur;
    sum.lastSession = Math.max(sum.lastSession, lastSession);
    sum.qtimeMax = Math.max(sum.qtimeMax, qtimeMax);
    sum.ctimeMax = Math.max(sum.ctimeMax, ctimeMax);
    sum.rtimeMax = Math.max(sum.rtimeMax, rtimeMax);
    sum.ttimeMax = Math.max(sum.ttimeMax, ttimeMax);
  }

  /** Counts a response by the class of its status. */
  public void countStatus(int status) {
    switch (status / 100) {
      case 1 -> hrsp1xx++;
      case 2 -> hrsp2xx++;
      case 3 -> hrsp3xx++;
      case 4 -> hrsp4xx++;
      case 5 -> hrsp5xx++;
      default -> hrspOther++;
    }
  }
}

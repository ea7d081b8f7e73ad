package io.jhaproxy.core.stats;

/**
 * What is counted of proxies and servers alike, on one worker. Names follow the CSV columns
 * (management guide 9.1). Only the worker writes; readers sum the workers' objects and may see a
 * value that is a moment old.
 */
public abstract sealed class TrafficCounters permits ProxyCounters, ServerCounters {
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

  /** econ: connection errors. */
  public long econ;

  /** eresp: response errors. */
  public long eresp;

  /** wretr: connection retries. */
  public long wretr;

  /** wredis: times the server was switched away from. */
  public long wredis;

  /** wrew: failed header rewrites. */
  public long wrew;

  /** eint: internal errors. */
  public long eint;

  /** HTTP requests sent to the server. */
  public long reqTot;

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

  /** cli_abrt: transfers aborted by the client. */
  public long cliAbrt;

  /** srv_abrt: transfers aborted by the server. */
  public long srvAbrt;

  /** connect: connection attempts. */
  public long connect;

  /** reuse: reused connections. */
  public long reuse;

  /** lbtot: times the server was chosen. */
  public long lbtot;

  /** qcur: requests waiting for this server. */
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

  TrafficCounters() {}

  /** Adds every sum to {@code sum}; takes the larger one of maxima and time stamps. */
  final void addShared(TrafficCounters sum) {
    sum.scur += scur;
    sum.smax = Math.max(sum.smax, smax);
    sum.stot += stot;
    sum.bin += bin;
    sum.bout += bout;
    sum.dresp += dresp;
    sum.econ += econ;
    sum.eresp += eresp;
    sum.wretr += wretr;
    sum.wredis += wredis;
    sum.wrew += wrew;
    sum.eint += eint;
    sum.reqTot += reqTot;
    sum.hrsp1xx += hrsp1xx;
    sum.hrsp2xx += hrsp2xx;
    sum.hrsp3xx += hrsp3xx;
    sum.hrsp4xx += hrsp4xx;
    sum.hrsp5xx += hrsp5xx;
    sum.hrspOther += hrspOther;
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

  /** Resets maxima, and with {@code all} sums too; what is going on now stays. On the worker. */
  final void clearShared(boolean all) {
    smax = scur;
    qtimeMax = 0;
    ctimeMax = 0;
    rtimeMax = 0;
    ttimeMax = 0;
    if (!all) {
      return;
    }
    stot = 0;
    bin = 0;
    bout = 0;
    dresp = 0;
    econ = 0;
    eresp = 0;
    wretr = 0;
    wredis = 0;
    wrew = 0;
    eint = 0;
    reqTot = 0;
    hrsp1xx = 0;
    hrsp2xx = 0;
    hrsp3xx = 0;
    hrsp4xx = 0;
    hrsp5xx = 0;
    hrspOther = 0;
    cliAbrt = 0;
    srvAbrt = 0;
    connect = 0;
    reuse = 0;
    lbtot = 0;
  }

  /** Counts bytes that passed, from and to the client. */
  public final void addBytes(long fromClient, long toClient) {
    bin += fromClient;
    bout += toClient;
  }

  /** Counts a transfer that one side ended early. */
  public final void countAbort(boolean byClient) {
    if (byClient) {
      cliAbrt++;
    } else {
      srvAbrt++;
    }
  }

  /** Notes the times of a session that ended, in milliseconds; -1 for phases it did not reach. */
  public final void noteTimes(int queue, int connect, int response, int total) {
    qtimeMax = Math.max(qtimeMax, queue);
    ctimeMax = Math.max(ctimeMax, connect);
    rtimeMax = Math.max(rtimeMax, response);
    ttimeMax = Math.max(ttimeMax, total);
  }

  /** Counts a response by the class of its status. */
  public final void countStatus(int status) {
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

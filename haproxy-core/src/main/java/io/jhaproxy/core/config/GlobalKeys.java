package io.jhaproxy.core.config;

/** Process-wide settings of the global section (configuration manual, chapter 3). */
public final class GlobalKeys {
  /** {@code maxconn}: connections of the whole process; 0 = derive from the file limit. */
  public static final SettingKey<Integer> MAXCONN = SettingKey.own("maxconn", 0);

  /** {@code ulimit-n}; 0 = computed. */
  public static final SettingKey<Integer> ULIMIT_N = SettingKey.own("ulimit-n", 0);

  /** {@code daemon}. */
  public static final SettingKey<Boolean> DAEMON = SettingKey.own("daemon", false);

  /** {@code quiet}. */
  public static final SettingKey<Boolean> QUIET = SettingKey.own("quiet", false);

  /** {@code zero-warning}: warnings are fatal. */
  public static final SettingKey<Boolean> ZERO_WARNING = SettingKey.own("zero-warning", false);

  /** {@code master-worker}, or option -W. */
  public static final SettingKey<Boolean> MASTER_WORKER = SettingKey.own("master-worker", false);

  /** {@code uid N} or {@code user NAME}, as written; empty = keep. Names and numbers both work. */
  public static final SettingKey<String> USER = SettingKey.own("user", "");

  /** {@code gid N} or {@code group NAME}, as written; empty = keep. Names and numbers both work. */
  public static final SettingKey<String> GROUP = SettingKey.own("group", "");

  /** {@code chroot}; empty = none. */
  public static final SettingKey<String> CHROOT = SettingKey.own("chroot", "");

  /** {@code pidfile}; empty = none. */
  public static final SettingKey<String> PIDFILE = SettingKey.own("pidfile", "");

  /** {@code nbthread}; 0 = as many as CPUs. */
  public static final SettingKey<Integer> NBTHREAD = SettingKey.own("nbthread", 0);

  /** {@code node}: name on the statistics page; empty = host name. */
  public static final SettingKey<String> NODE = SettingKey.own("node", "");

  /** {@code description}. */
  public static final SettingKey<String> DESCRIPTION = SettingKey.own("description", "");

  /** {@code grace}, milliseconds from USR1 to the soft stop. */
  public static final SettingKey<Long> GRACE = SettingKey.own("grace", 0L);

  /** {@code hard-stop-after}, milliseconds; 0 = never. */
  public static final SettingKey<Long> HARD_STOP_AFTER = SettingKey.own("hard-stop-after", 0L);

  /** {@code spread-checks}, percent 0-50. */
  public static final SettingKey<Integer> SPREAD_CHECKS = SettingKey.own("spread-checks", 0);

  /** {@code tune.bufsize}, bytes. */
  public static final SettingKey<Integer> BUFSIZE = SettingKey.own("tune.bufsize", 16384);

  /** {@code tune.maxrewrite}, bytes. */
  public static final SettingKey<Integer> MAXREWRITE = SettingKey.own("tune.maxrewrite", 1024);

  /** {@code tune.http.maxhdr}, number of headers. */
  public static final SettingKey<Integer> MAXHDR = SettingKey.own("tune.http.maxhdr", 101);

  /** {@code nosplice}: never use splice. */
  public static final SettingKey<Boolean> NOSPLICE = SettingKey.own("nosplice", false);

  /** {@code stats socket} lines. */
  public static final ListKey<StatsSocket> STATS_SOCKETS = ListKey.own("stats socket");

  /** {@code stats timeout}: silence of a client of the stats socket, milliseconds. */
  public static final SettingKey<Long> STATS_TIMEOUT = SettingKey.own("stats timeout", 10_000L);

  /** {@code stats maxconn}: clients of the stats sockets at once. */
  public static final SettingKey<Integer> STATS_MAXCONN = SettingKey.own("stats maxconn", 10);

  /** {@code expose-experimental-directives}. */
  public static final SettingKey<Boolean> EXPERIMENTAL =
      SettingKey.own("expose-experimental-directives", false);

  /** {@code localpeer}; empty = the host name. */
  public static final SettingKey<String> LOCAL_PEER = SettingKey.own("localpeer", "");

  private GlobalKeys() {}
}

package io.jhaproxy.core.stats;

import java.util.ArrayList;
import java.util.List;

/** The proxies of a recorded HAProxy run, with the numbers that it showed. */
final class RecordedView implements StatsView {
  final List<String> operations = new ArrayList<>();
  final List<Proxy> proxies = new ArrayList<>();
  String stateOfS1 = "UP";

  /** Average times; all 0 in the recording. */
  private static final Averages NO_TIMES =
      new Averages() {
        @Override
        public long queue() {
          return 0;
        }

        @Override
        public long connect() {
          return 0;
        }

        @Override
        public long response() {
          return 0;
        }

        @Override
        public long total() {
          return 0;
        }
      };

  RecordedView() {
    proxies.add(new Section("f1", 2, true, false));
    proxies.add(new Section("b1", 3, false, true));
  }

  @Override
  public Process process() {
    return new Facts();
  }

  @Override
  public List<? extends Proxy> proxies() {
    return proxies;
  }

  @Override
  public Admin admin() {
    return (server, operation) -> {
      operations.add(server.name() + " " + operation);
      return true;
    };
  }

  private static final class Facts implements Process {
    @Override
    public long pid() {
      return 4711;
    }

    @Override
    public String node() {
      return "vm";
    }

    @Override
    public String description() {
      return "Desc <Global>";
    }

    @Override
    public String version() {
      return "2.6.12-test";
    }

    @Override
    public String releaseDate() {
      return "2026/11/21";
    }

    @Override
    public long uptimeSeconds() {
      return 90_061;
    }

    @Override
    public int threads() {
      return 2;
    }

    @Override
    public long memoryLimitMegabytes() {
      return 0;
    }

    @Override
    public long maxFileDescriptors() {
      return 19_999;
    }

    @Override
    public long maxSockets() {
      return 19_999;
    }

    @Override
    public long maxConnections() {
      return 9982;
    }

    @Override
    public long maxPipes() {
      return 0;
    }

    @Override
    public long connections() {
      return 3;
    }

    @Override
    public long pipes() {
      return 0;
    }

    @Override
    public long connectionRate() {
      return 6;
    }

    @Override
    public long bitRate() {
      return 49_216;
    }

    @Override
    public long runningTasks() {
      return 0;
    }

    @Override
    public long tasks() {
      return 25;
    }

    @Override
    public int idlePercent() {
      return 100;
    }

    @Override
    public boolean stopping() {
      return false;
    }
  }

  private final class Section implements Proxy {
    private final String name;
    private final int id;
    private final boolean front;
    private final boolean back;

    Section(String name, int id, boolean front, boolean back) {
      this.name = name;
      this.id = id;
      this.front = front;
      this.back = back;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public String mode() {
      return "http";
    }

    @Override
    public String description() {
      return null;
    }

    @Override
    public Frontend frontend() {
      return front ? new Front() : null;
    }

    @Override
    public Backend backend() {
      return back ? new Back() : null;
    }

    @Override
    public List<? extends Listener> listeners() {
      return front ? List.of(new Web()) : List.of();
    }

    @Override
    public boolean socketStats() {
      return true;
    }

    @Override
    public List<? extends ServerView> servers() {
      return back ? List.of(new S1()) : List.of();
    }
  }

  private static void traffic(ProxyCounters into) {
    into.smax = 1;
    into.stot = 3;
    into.bin = 246;
    into.bout = 369;
  }

  private static final class Front implements Frontend {
    @Override
    public void counters(ProxyCounters into) {
      traffic(into);
      into.hrsp2xx = 2;
      into.hrsp5xx = 1;
      into.reqTot = 3;
      into.connTot = 3;
    }

    @Override
    public String status() {
      return "OPEN";
    }

    @Override
    public long sessionLimit() {
      return 9982;
    }

    @Override
    public long sessionRate() {
      return 1;
    }

    @Override
    public long sessionRateMax() {
      return 2;
    }

    @Override
    public long sessionRateLimit() {
      return 100;
    }

    @Override
    public long requestRate() {
      return 1;
    }

    @Override
    public long requestRateMax() {
      return 2;
    }

    @Override
    public long connectionRate() {
      return 1;
    }

    @Override
    public long connectionRateMax() {
      return 2;
    }
  }

  private static final class Web implements Listener {
    @Override
    public String name() {
      return "web";
    }

    @Override
    public int id() {
      return 1;
    }

    @Override
    public String address() {
      return "127.0.0.1:18001";
    }

    @Override
    public String status() {
      return "OPEN";
    }

    @Override
    public long sessionLimit() {
      return 0;
    }

    @Override
    public void counters(ProxyCounters into) {
      traffic(into);
    }
  }

  private static final class Back implements Backend {
    @Override
    public void counters(ProxyCounters into) {
      traffic(into);
      into.econ = 1;
      into.wretr = 3;
      into.lbtot = 3;
      into.hrsp2xx = 2;
      into.hrsp5xx = 1;
      into.reqTot = 3;
      into.connect = 6;
    }

    @Override
    public String status() {
      return "UP";
    }

    @Override
    public long sessionLimit() {
      return 999;
    }

    @Override
    public long sessionRate() {
      return 1;
    }

    @Override
    public long sessionRateMax() {
      return 2;
    }

    @Override
    public long queueMax() {
      return 0;
    }

    @Override
    public long weight() {
      return 8;
    }

    @Override
    public long userWeight() {
      return 8;
    }

    @Override
    public int activeServers() {
      return 4;
    }

    @Override
    public int backupServers() {
      return 1;
    }

    @Override
    public long downTransitions() {
      return 0;
    }

    @Override
    public long lastChangeSeconds() {
      return 4;
    }

    @Override
    public long downtimeSeconds() {
      return 0;
    }

    @Override
    public long lastSessionSeconds() {
      return 0;
    }

    @Override
    public String cookie() {
      return "SRV";
    }

    @Override
    public String algorithm() {
      return "leastconn";
    }

    @Override
    public Averages averages() {
      return NO_TIMES;
    }

    @Override
    public boolean balances() {
      return true;
    }
  }

  private final class S1 implements ServerView {
    @Override
    public String name() {
      return "s1";
    }

    @Override
    public int id() {
      return 1;
    }

    @Override
    public void counters(ServerCounters into) {
      into.smax = 1;
      into.stot = 1;
      into.bin = 82;
      into.bout = 76;
      into.lbtot = 1;
      into.hrsp2xx = 1;
      into.reqTot = 1;
      into.connect = 1;
    }

    @Override
    public String status() {
      return stateOfS1;
    }

    @Override
    public ServerView.Health health() {
      return ServerView.Health.UP;
    }

    @Override
    public boolean backup() {
      return false;
    }

    @Override
    public boolean usable() {
      return stateOfS1.equals("UP");
    }

    @Override
    public long weight() {
      return 1;
    }

    @Override
    public long userWeight() {
      return 1;
    }

    @Override
    public long sessionLimit() {
      return 10;
    }

    @Override
    public long queueLimit() {
      return 0;
    }

    @Override
    public long queueMax() {
      return 0;
    }

    @Override
    public long sessionRate() {
      return 0;
    }

    @Override
    public long sessionRateMax() {
      return 1;
    }

    @Override
    public long lastChangeSeconds() {
      return 4;
    }

    @Override
    public long downtimeSeconds() {
      return 0;
    }

    @Override
    public long throttlePercent() {
      return NONE;
    }

    @Override
    public String tracked() {
      return null;
    }

    @Override
    public long lastSessionSeconds() {
      return 3;
    }

    @Override
    public String address() {
      return "127.0.0.1:18100";
    }

    @Override
    public String cookie() {
      return "a\"<b>";
    }

    @Override
    public Averages averages() {
      return NO_TIMES;
    }

    @Override
    public ServerView.Check check() {
      return new ConnectCheck();
    }

    @Override
    public ServerView.Check agent() {
      return null;
    }

    @Override
    public long idleConnections() {
      return 1;
    }

    @Override
    public long idleLimit() {
      return NONE;
    }

    @Override
    public long safeIdleConnections() {
      return 0;
    }

    @Override
    public long usedConnections() {
      return 0;
    }

    @Override
    public long neededConnections() {
      return 1;
    }
  }

  private static final class ConnectCheck implements ServerView.Check {
    @Override
    public String status() {
      return "L4OK";
    }

    @Override
    public String description() {
      return "Layer4 check passed";
    }

    @Override
    public boolean running() {
      return false;
    }

    @Override
    public long code() {
      return NONE;
    }

    @Override
    public long durationMillis() {
      return 0;
    }

    @Override
    public String lastOutput() {
      return null;
    }

    @Override
    public long failures() {
      return 0;
    }

    @Override
    public long downTransitions() {
      return 0;
    }

    @Override
    public int rise() {
      return 2;
    }

    @Override
    public int fall() {
      return 3;
    }

    @Override
    public int health() {
      return 4;
    }

    @Override
    public boolean enabled() {
      return true;
    }
  }
}

package io.jhaproxy.vrrp.state;

import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Authentication;
import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.ElectionOptions;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.GarpGroupModel;
import io.jhaproxy.vrrp.config.GarpOptions;
import io.jhaproxy.vrrp.config.GlobalDefs;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.NotifyOptions;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.config.SyncGroupModel;
import io.jhaproxy.vrrp.config.TrackFileModel;
import io.jhaproxy.vrrp.config.TrackProcessModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.config.TransportOptions;
import io.jhaproxy.vrrp.config.UnicastPeer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Models for tests, made by hand: {@code Models.instance("VI_1").priority(200).preempt(false)}. */
public final class Models {
  private final List<InstanceModel> instances = new ArrayList<>();
  private final List<SyncGroupModel> groups = new ArrayList<>();
  private final List<ScriptModel> scripts = new ArrayList<>();
  private final List<TrackFileModel> files = new ArrayList<>();
  private final List<TrackProcessModel> processes = new ArrayList<>();
  private final List<GarpGroupModel> garpGroups = new ArrayList<>();
  private final Map<String, GlobalDefs.LinkDelay> linkDelays = new HashMap<>();
  private Duration startupDelay = Duration.ZERO;

  public static Models of(Instance... instances) {
    Models models = new Models();
    for (Instance instance : instances) {
      models.instances.add(instance.build());
    }
    return models;
  }

  public Models group(String name, String members, Tracked... scripts) {
    groups.add(
        new SyncGroupModel(
            name,
            Location.NOWHERE,
            List.of(members.split(" ")),
            List.of(),
            List.of(scripts),
            List.of(),
            List.of(),
            false,
            NotifyOptions.NONE));
    return this;
  }

  public Models script(String name, int weight, int rise, int fall, boolean initFail) {
    scripts.add(
        new ScriptModel(
            name,
            new Command(List.of("/bin/true"), null, null, "/bin/true"),
            Duration.ofSeconds(1),
            Duration.ZERO,
            weight,
            false,
            rise,
            fall,
            initFail));
    return this;
  }

  public Models file(String name) {
    files.add(new TrackFileModel(name, Path.of("/tmp/" + name), 1, false, null, false));
    return this;
  }

  public Models process(String name, int quorum, long terminateMillis) {
    processes.add(
        new TrackProcessModel(
            name,
            List.of("haproxy"),
            TrackProcessModel.Match.NONE,
            10,
            false,
            quorum,
            Integer.MAX_VALUE,
            Duration.ofMillis(terminateMillis),
            Duration.ZERO,
            false));
    return this;
  }

  public Models garpGroup(long garpMillis, String... interfaces) {
    garpGroups.add(
        new GarpGroupModel(
            Duration.ofMillis(garpMillis), Duration.ofMillis(garpMillis), List.of(interfaces)));
    return this;
  }

  public Models startupDelay(long millis) {
    startupDelay = Duration.ofMillis(millis);
    return this;
  }

  public KeepalivedModel build() {
    return new KeepalivedModel(
        global(),
        instances,
        groups,
        scripts,
        files,
        processes,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        garpGroups,
        List.of());
  }

  public Models linkDelay(String name, long downMillis, long upMillis) {
    linkDelays.put(
        name, new GlobalDefs.LinkDelay(Duration.ofMillis(downMillis), Duration.ofMillis(upMillis)));
    return this;
  }

  private GlobalDefs global() {
    GlobalDefs d = GlobalDefs.defaults("test");
    return new GlobalDefs(
        d.routerId(),
        d.instance(),
        d.networkNamespace(),
        d.usePidDirectory(),
        d.dynamicInterfaces(),
        d.defaultInterface(),
        d.mail(),
        d.scripts(),
        d.fifos(),
        new GlobalDefs.Vrrp(startupDelay, true, d.vrrp().buffers()),
        d.scheduling(),
        d.firewall(),
        d.process(),
        linkDelays,
        d.defaults());
  }

  public static Instance instance(String name) {
    return new Instance(name);
  }

  public static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public static AddressModel address(String text) {
    String[] words = text.trim().split(" ");
    InetAddress address = ip(words[0]);
    return new AddressModel(
        address,
        Family.of(address).bits(),
        words.length > 1 ? words[1] : null,
        0,
        null,
        null,
        null,
        0,
        Set.of(),
        null,
        true,
        null);
  }

  /** An instance being described; what is not said is as in keepalived. */
  public static final class Instance {
    private final String name;
    private String interfaceName = "eth1";
    private int virtualRouterId = 51;
    private int version = 2;
    private int priority = 100;
    private boolean master;
    private long intervalMillis = 1000;
    private Authentication authentication = new Authentication(Authentication.Kind.PASS, "1010");
    private ElectionOptions election = ElectionOptions.DEFAULTS;
    private GarpOptions garp = GarpOptions.DEFAULTS;
    private List<AddressModel> addresses = List.of(address("192.168.100.250"));
    private List<AddressModel> excluded = List.of();
    private List<UnicastPeer> peers = List.of();
    private List<Tracked> interfaces = List.of();
    private List<Tracked> scripts = List.of();
    private List<Tracked> files = List.of();
    private List<Tracked> processes = List.of();
    private NotifyOptions notify = NotifyOptions.NONE;

    Instance(String name) {
      this.name = name;
    }

    public Instance on(String name) {
      interfaceName = name;
      return this;
    }

    public Instance vrid(int id) {
      virtualRouterId = id;
      return this;
    }

    public Instance priority(int value) {
      priority = value;
      return this;
    }

    public Instance master() {
      master = true;
      return this;
    }

    public Instance version3(long millis) {
      version = 3;
      intervalMillis = millis;
      authentication = Authentication.NONE;
      return this;
    }

    public Instance interval(long millis) {
      intervalMillis = millis;
      return this;
    }

    public Instance election(UnaryOperator<ElectionOptions> change) {
      election = change.apply(election);
      return this;
    }

    public Instance preemptDelay(long seconds) {
      return election(
          e ->
              new ElectionOptions(
                  e.preempt(),
                  Duration.ofSeconds(seconds),
                  e.accept(),
                  e.strict(),
                  e.skipCheckAdvertAddresses(),
                  e.lowerPriorityNoAdvert(),
                  e.higherPrioritySendAdvert(),
                  e.downTimerAdverts(),
                  e.trackPrimary(),
                  e.promoteSecondaries()));
    }

    public Instance election(
        boolean preempt, boolean strict, boolean lowerNoAdvert, int downAdverts, boolean track) {
      return election(
          e ->
              new ElectionOptions(
                  preempt,
                  e.preemptDelay(),
                  !strict,
                  strict,
                  e.skipCheckAdvertAddresses(),
                  lowerNoAdvert,
                  e.higherPrioritySendAdvert(),
                  downAdverts,
                  track,
                  e.promoteSecondaries()));
    }

    public Instance noPreempt() {
      return election(false, false, false, 3, true);
    }

    public Instance garp(
        long delay, int repeat, long refresh, int refreshRepeat, long spacingMillis) {
      garp =
          new GarpOptions(
              Duration.ofSeconds(delay),
              repeat,
              Duration.ofSeconds(refresh),
              refreshRepeat,
              Duration.ofSeconds(delay),
              repeat,
              Duration.ofMillis(spacingMillis),
              Duration.ofMillis(spacingMillis),
              Duration.ZERO,
              false);
      return this;
    }

    public Instance addresses(String... texts) {
      addresses = Arrays.stream(texts).map(Models::address).toList();
      return this;
    }

    public Instance excluded(String... texts) {
      excluded = Arrays.stream(texts).map(Models::address).toList();
      return this;
    }

    public Instance peers(String... texts) {
      peers = Arrays.stream(texts).map(t -> new UnicastPeer(ip(t), -1, -1)).toList();
      return this;
    }

    public Instance password(String password) {
      authentication = new Authentication(Authentication.Kind.PASS, password);
      return this;
    }

    public Instance authentication(Authentication.Kind kind) {
      authentication = new Authentication(kind, "x");
      return this;
    }

    public Instance trackInterfaces(Tracked... tracked) {
      interfaces = List.of(tracked);
      return this;
    }

    public Instance trackScripts(Tracked... tracked) {
      scripts = List.of(tracked);
      return this;
    }

    public Instance trackFiles(Tracked... tracked) {
      files = List.of(tracked);
      return this;
    }

    public Instance trackProcesses(Tracked... tracked) {
      processes = List.of(tracked);
      return this;
    }

    public Instance priorityChanges() {
      notify = new NotifyOptions(null, null, null, null, null, null, null, false, true, true);
      return this;
    }

    public InstanceModel build() {
      Family family = addresses.isEmpty() ? Family.INET : addresses.get(0).family();
      return new InstanceModel(
          name,
          Location.NOWHERE,
          interfaceName,
          virtualRouterId,
          family,
          version,
          priority,
          master,
          Duration.ofMillis(intervalMillis),
          authentication,
          election,
          garp,
          new TransportOptions(
              null,
              false,
              ip(family == Family.INET ? "224.0.0.18" : "ff02::12"),
              peers,
              TransportOptions.DEFAULT_TTL,
              false,
              false,
              TransportOptions.OldChecksum.AUTO,
              0),
          null,
          addresses,
          excluded,
          List.of(),
          List.of(),
          interfaces,
          scripts,
          files,
          processes,
          notify);
    }
  }
}

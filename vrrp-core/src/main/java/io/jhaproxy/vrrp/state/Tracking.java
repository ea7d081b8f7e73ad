package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.Authentication;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.config.SyncGroupModel;
import io.jhaproxy.vrrp.config.TrackFileModel;
import io.jhaproxy.vrrp.config.TrackProcessModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.packet.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces, scripts, files and processes that instances watch: they change the priority, or with
 * weight 0 put the instance into FAULT. Every change computes the sum anew from all of them.
 */
final class Tracking {
  /** A file's result below this is a fault (keepalived.conf(5), track files). */
  private static final long FILE_FAULT = -253;

  private static final int LEAST_PRIORITY = 1;
  private static final int GREATEST_PRIORITY = 254;

  private final Links links;
  private final EventLog log;
  private final Transitions transitions;
  private final Map<String, TrackedScript> scripts = new HashMap<>();
  private final Map<String, TrackedProcess> processes = new HashMap<>();
  private final Map<String, Long> files = new HashMap<>();
  private final Map<VrrpInstance, List<Watch>> watches = new LinkedHashMap<>();

  /** Kinds of tracked objects. */
  private enum Kind {
    INTERFACE,
    SCRIPT,
    FILE,
    PROCESS
  }

  private record Watch(Kind kind, String name, int weight, boolean reverse) {
    Watch(Kind kind, Tracked tracked) {
      this(kind, tracked.name(), tracked.weight(), tracked.reverse());
    }
  }

  Tracking(Links links, EventLog log, Transitions transitions) {
    this.links = links;
    this.log = log;
    this.transitions = transitions;
  }

  /** Takes over the tracked objects of a model; known states stay. */
  void configure(KeepalivedModel model, Iterable<VrrpInstance> instances, boolean reload) {
    Map<String, TrackedScript> before = new HashMap<>(scripts);
    scripts.clear();
    for (ScriptModel script : model.scripts()) {
      TrackedScript tracked = before.get(script.name());
      if (tracked == null) {
        tracked = new TrackedScript(script);
        if (reload) {
          tracked.assume();
        }
      }
      tracked.adopt(script);
      if (reload && tracked.known() && tracked.ok()) {
        log.scriptAssumed(script.name());
      }
      scripts.put(script.name(), tracked);
    }
    for (TrackProcessModel process : model.trackProcesses()) {
      processes.computeIfAbsent(process.name(), n -> new TrackedProcess(process)).model = process;
    }
    for (TrackFileModel file : model.trackFiles()) {
      files.putIfAbsent(file.name(), 0L);
    }
    watches.clear();
    for (VrrpInstance i : instances) {
      watches.put(i, watches(i));
    }
  }

  /** Begins to look at all interfaces of the model. */
  void useInterfaces() {
    watches.forEach(
        (i, list) -> {
          Links.devices(i.model).forEach(links::use);
          for (Watch watch : list) {
            if (watch.kind == Kind.INTERFACE) {
              links.use(watch.name);
            }
          }
        });
  }

  private static List<Watch> watches(VrrpInstance i) {
    InstanceModel model = i.model;
    List<Watch> list = new ArrayList<>();
    for (String device : Links.devices(model)) {
      if (model.election().trackPrimary() || !device.equals(model.interfaceName())) {
        list.add(new Watch(Kind.INTERFACE, device, 0, false));
      }
    }
    add(list, Kind.INTERFACE, model.trackedInterfaces());
    add(list, Kind.SCRIPT, model.trackedScripts());
    add(list, Kind.FILE, model.trackedFiles());
    add(list, Kind.PROCESS, model.trackedProcesses());
    if (i.group != null) {
      SyncGroupModel group = i.group.model();
      add(list, Kind.INTERFACE, group.trackedInterfaces());
      add(list, Kind.SCRIPT, group.trackedScripts());
      add(list, Kind.FILE, group.trackedFiles());
      add(list, Kind.PROCESS, group.trackedProcesses());
    }
    return list;
  }

  private static void add(List<Watch> list, Kind kind, List<Tracked> tracked) {
    tracked.forEach(t -> list.add(new Watch(kind, t)));
  }

  // Events

  void scriptResult(String name, ScriptResult result, long now) {
    TrackedScript script = scripts.get(name);
    if (script == null || !script.result(result, log)) {
      return;
    }
    String text = script.ok() ? "script " + name + " succeeded" : script.failure();
    changed(Kind.SCRIPT, name, new Cause(Cause.Kind.SCRIPT, text), now);
  }

  void fileValue(String name, long value, long now) {
    Long before = files.put(name, value);
    if (before == null || before != value) {
      changed(Kind.FILE, name, new Cause(Cause.Kind.FILE, "file " + name + " is " + value), now);
    }
  }

  void processCount(String name, int running, long now) {
    TrackedProcess process = processes.get(name);
    if (process != null && process.count(running, now)) {
      processChanged(name, process, now);
    }
  }

  private void processChanged(String name, TrackedProcess process, long now) {
    log.processQuorum(name, process.ok());
    String text = "process " + name + (process.ok() ? " runs" : " does not run");
    changed(Kind.PROCESS, name, new Cause(Cause.Kind.PROCESS, text), now);
  }

  /** Link state or addresses of an interface changed. */
  void interfaceChanged(String name, long now) {
    String text = "interface " + name + (links.up(name) ? " up" : " down");
    Cause cause = new Cause(Cause.Kind.INTERFACE, text);
    for (VrrpInstance i : List.copyOf(watches.keySet())) {
      if (name.equals(i.model.interfaceName())) {
        i.source = links.source(i.model);
        evaluate(i, cause, now);
      } else if (watches(i, Kind.INTERFACE, name)) {
        evaluate(i, cause, now);
      }
    }
  }

  private void changed(Kind kind, String name, Cause cause, long now) {
    for (VrrpInstance i : List.copyOf(watches.keySet())) {
      if (watches(i, kind, name)) {
        evaluate(i, cause, now);
      }
    }
  }

  private boolean watches(VrrpInstance i, Kind kind, String name) {
    List<Watch> list = watches.get(i);
    return list != null && list.stream().anyMatch(w -> w.kind == kind && w.name.equals(name));
  }

  long nextDeadline() {
    long next = VrrpInstance.NEVER;
    for (TrackedProcess process : processes.values()) {
      next = Math.min(next, process.deadline());
    }
    return next;
  }

  void advance(long now) {
    processes.forEach(
        (name, process) -> {
          if (process.deadline() <= now && process.due(now)) {
            processChanged(name, process, now);
          }
        });
  }

  // The sum

  /** Computes faults and priority anew and does what follows from them. */
  void evaluate(VrrpInstance i, Cause cause, long now) {
    Map<String, Cause> before = new LinkedHashMap<>(i.faults);
    compute(i, now, true);
    if (!i.started) {
      return;
    }
    logFileFaults(i, before);
    if (!i.faults.isEmpty()) {
      if (i.state != State.FAULT) {
        Cause first = i.faults.values().iterator().next();
        transitions.toFault(i, now, i.faults.containsValue(cause) ? cause : first);
      }
    } else if ((i.state == State.FAULT || i.state == State.INIT) && mayRun(i)) {
      transitions.recover(
          i, now, i.state == State.INIT ? cause : new Cause(Cause.Kind.RECOVERED, cause.text()));
    }
  }

  /** Whether neither this instance nor its group has a reason to stay where it is. */
  static boolean mayRun(VrrpInstance i) {
    SyncGroup group = i.group;
    return group == null
        ? i.faults.isEmpty() && !i.waitsForScripts
        : !group.anyFault() && !group.anyWaits();
  }

  /** Faults, priority and what it waits for; no state change. */
  void compute(VrrpInstance i, long now, boolean tell) {
    i.faults.clear();
    boolean waits = false;
    int total = i.model.priority();
    StringBuilder sum = new StringBuilder();
    for (Watch watch : watches.getOrDefault(i, List.of())) {
      if (watch.kind == Kind.SCRIPT && watch.weight == 0 && !known(watch.name)) {
        waits = true;
      }
      Cause fault = fault(watch);
      if (fault != null) {
        i.faults.put(watch.kind + " " + watch.name, fault);
      }
      int change = i.model.owner() ? 0 : change(watch);
      total += change;
      if (change != 0) {
        sum.append(change < 0 ? " - " : " + ").append(Math.abs(change));
        sum.append(" (").append(watch.kind.name().toLowerCase(Locale.ROOT));
        sum.append(' ').append(watch.name).append(')');
      }
    }
    otherFaults(i);
    i.waitsForScripts = waits;
    i.totalPriority = total;
    int priority =
        i.model.owner() ? total : Math.max(LEAST_PRIORITY, Math.min(GREATEST_PRIORITY, total));
    i.prioritySum = sum.isEmpty() ? "" : priority + " = " + i.model.priority() + sum;
    setPriority(i, priority, tell);
  }

  private void setPriority(VrrpInstance i, int priority, boolean tell) {
    if (priority == i.priority) {
      return;
    }
    long skew = i.skewNanos();
    int before = i.priority;
    i.priority = priority;
    if (i.state == State.BACKUP && i.deadline != VrrpInstance.NEVER) {
      i.deadline += i.skewNanos() - skew;
    }
    if (tell) {
      log.priorityChanged(i, before, priority);
      if (i.model.notifyOptions().priorityChanges()) {
        transitions.notifyInstance(
            i,
            i.state == State.MASTER
                ? Notification.Event.MASTER_PRIORITY
                : Notification.Event.BACKUP_PRIORITY);
      }
    }
  }

  private static void otherFaults(VrrpInstance i) {
    InstanceModel model = i.model;
    if (model.authentication().kind() == Authentication.Kind.AH) {
      i.faults.put("AH", new Cause(Cause.Kind.START, "auth_type AH is not supported"));
    }
    if (model.transport().faultWithoutPeer() && !model.transport().unicast()) {
      i.faults.put("peer", new Cause(Cause.Kind.START, "no unicast peer is configured"));
    }
    if (i.socketsFailed) {
      i.faults.put("sockets", new Cause(Cause.Kind.INTERFACE, "its sockets cannot be opened"));
    }
    if (i.source == null) {
      InetAddress configured = model.transport().source();
      i.faults.put(
          "source",
          new Cause(
              Cause.Kind.INTERFACE,
              configured == null
                  ? "no " + model.family().label() + " address for interface"
                  : "no source address " + AddressText.of(configured)));
    }
  }

  private boolean known(String script) {
    TrackedScript tracked = scripts.get(script);
    return tracked == null || tracked.known();
  }

  private @Nullable Cause fault(Watch watch) {
    if (watch.kind == Kind.FILE) {
      long value = files.getOrDefault(watch.name, 0L);
      boolean bad = watch.weight == 0 ? (value != 0) != watch.reverse : product(watch) < FILE_FAULT;
      return bad ? new Cause(Cause.Kind.FILE, "file " + watch.name + " is " + value) : null;
    }
    if (watch.weight != 0 || ok(watch) != watch.reverse) {
      return null;
    }
    if (watch.kind == Kind.INTERFACE) {
      String state = watch.reverse ? " up" : " down";
      return new Cause(Cause.Kind.INTERFACE, "interface " + watch.name + state);
    }
    if (watch.kind == Kind.PROCESS) {
      String state = watch.reverse ? " runs" : " does not run";
      return new Cause(Cause.Kind.PROCESS, "process " + watch.name + state);
    }
    TrackedScript script = scripts.get(watch.name);
    if (script == null || !script.known()) {
      return null;
    }
    return new Cause(
        Cause.Kind.SCRIPT,
        watch.reverse ? "script " + watch.name + " succeeded" : script.failure());
  }

  private boolean ok(Watch watch) {
    return switch (watch.kind) {
      case INTERFACE -> links.up(watch.name);
      case SCRIPT -> {
        TrackedScript script = scripts.get(watch.name);
        yield script == null || script.ok(watch.weight);
      }
      case PROCESS -> {
        TrackedProcess process = processes.get(watch.name);
        yield process != null && process.ok();
      }
      case FILE -> true;
    };
  }

  private long product(Watch watch) {
    long product = files.getOrDefault(watch.name, 0L) * watch.weight;
    return watch.reverse ? -product : product;
  }

  /** What a weight adds to the priority now. */
  private int change(Watch watch) {
    if (watch.weight == 0) {
      return 0;
    }
    if (watch.kind == Kind.FILE) {
      long product = product(watch);
      return product < FILE_FAULT ? 0 : (int) Math.min(-FILE_FAULT, product);
    }
    boolean ok = ok(watch);
    int amount = watch.weight > 0 == ok ? watch.weight : 0;
    return watch.reverse ? -amount : amount;
  }

  private void logFileFaults(VrrpInstance i, Map<String, Cause> before) {
    for (Watch watch : watches.getOrDefault(i, List.of())) {
      String key = watch.kind + " " + watch.name;
      if (watch.kind == Kind.FILE && before.containsKey(key) != i.faults.containsKey(key)) {
        log.fileFault(i, watch.name, i.faults.containsKey(key));
      }
    }
  }
}

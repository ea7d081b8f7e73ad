package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.config.SyncGroupModel;
import io.jhaproxy.vrrp.config.TrackFileModel;
import io.jhaproxy.vrrp.config.TrackProcessModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.kernel.FileWatch;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.state.VrrpMachine;
import io.jhaproxy.vrrp.track.FileTracker;
import io.jhaproxy.vrrp.track.ProcessTracker;
import io.jhaproxy.vrrp.track.ScriptTracker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All trackers of one configuration. Loop thread. */
final class Trackers implements AutoCloseable {
  /** How often processes are counted. */
  private static final long PROCESS_PERIOD_NANOS = 250_000_000L;

  private final EventLoop loop;
  private final VrrpMachine machine;
  private final DaemonLog log;
  private final List<ScriptTracker> scripts = new ArrayList<>();
  private @Nullable FileWatch files;
  private EventLoop.@Nullable Timer processes;

  Trackers(EventLoop loop, VrrpMachine machine, DaemonLog log) {
    this.loop = loop;
    this.machine = machine;
    this.log = log;
  }

  /** Starts what at least one instance or group uses. */
  void start(KeepalivedModel model) {
    startFiles(model);
    countProcesses(model.trackProcesses());
    Set<String> used = new HashSet<>();
    for (InstanceModel instance : model.instances()) {
      instance.trackedScripts().stream().map(Tracked::name).forEach(used::add);
    }
    for (SyncGroupModel group : model.syncGroups()) {
      group.trackedScripts().stream().map(Tracked::name).forEach(used::add);
    }
    for (ScriptModel script : model.scripts()) {
      if (used.contains(script.name())) {
        scripts.add(
            new ScriptTracker(
                script,
                loop,
                result -> machine.scriptResult(loop.now(), script.name(), result),
                log::log));
      }
    }
  }

  private void startFiles(KeepalivedModel model) {
    if (model.trackFiles().isEmpty()) {
      return;
    }
    try {
      FileWatch watch = new FileWatch();
      files = watch;
      loop.watch(watch.fd(), watch::drain);
      for (TrackFileModel file : model.trackFiles()) {
        new FileTracker(file, value -> machine.fileValue(loop.now(), file.name(), value), log::log)
            .start(watch);
      }
    } catch (KernelException e) {
      log.log("track_file: " + e.getMessage());
    }
  }

  private void countProcesses(List<TrackProcessModel> models) {
    if (models.isEmpty()) {
      return;
    }
    int[] counts = ProcessTracker.count(models);
    for (int i = 0; i < counts.length; i++) {
      machine.processCount(loop.now(), models.get(i).name(), counts[i]);
    }
    processes = loop.after(PROCESS_PERIOD_NANOS, () -> countProcesses(models));
  }

  @Override
  public void close() {
    scripts.forEach(ScriptTracker::close);
    scripts.clear();
    if (files != null) {
      loop.unwatch(files.fd());
      files.close();
      files = null;
    }
    if (processes != null) {
      processes.cancel();
    }
  }
}

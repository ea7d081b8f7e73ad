package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.peers.PeerGroup;
import io.jhaproxy.core.peers.PeerModel;
import io.jhaproxy.core.peers.PeersKeywords;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TableDirectory;
import io.netty.channel.epoll.LinuxSocket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The peers sections at work. They outlive generations as long as their lines stay the same. Not
 * thread safe; the engine calls under its lock.
 */
final class PeerGroups {
  private static final int BACKLOG = 1024;

  /** How long the worker may take to answer. */
  private static final int PATIENCE_SECONDS = 5;

  private final Worker worker;
  private final EngineOptions options;
  private volatile List<Group> running = List.of();
  private List<Group> planned = List.of();

  PeerGroups(Worker worker, EngineOptions options) {
    this.worker = worker;
    this.options = options;
  }

  /** What a section says, without its tables. */
  private record Section(
      String name, String localName, @Nullable Address bind, Map<String, SocketAddress> others) {}

  /** A section with its sockets. */
  private static final class Group {
    final Section section;
    final PeerGroup group;
    final ListenSockets sockets;
    final List<Listener> listeners = new ArrayList<>();
    List<StickTable> tables;
    boolean started;

    Group(Section section, PeerGroup group, ListenSockets sockets, List<StickTable> tables) {
      this.section = section;
      this.group = group;
      this.sockets = sockets;
      this.tables = tables;
    }
  }

  /** Binds what a configuration needs; {@link #commit} or {@link #abort} it. */
  void plan(ConfigModel model, TableDirectory directory, List<String> errors) {
    List<Group> wanted = new ArrayList<>();
    for (ExtraSection extra : model.extras()) {
      if (!PeersKeywords.isAtWork(extra, model)) {
        continue;
      }
      List<StickTable> tables = new ArrayList<>();
      int own = 0;
      for (StickTable table : directory.all()) {
        if (table.model().peers().equals(extra.name())) {
          // As in HAProxy those of the section come first.
          tables.add(table.model().name().contains("/") ? own++ : tables.size(), table);
        }
      }
      Section section = section(extra, model, errors);
      Group known = find(section);
      if (known == null) {
        wanted.add(open(section, extra, tables, errors));
      } else {
        known.tables = tables;
        wanted.add(known);
      }
    }
    planned = wanted;
  }

  private @Nullable Group find(Section section) {
    for (Group group : running) {
      if (group.section.equals(section)) {
        return group;
      }
    }
    return null;
  }

  private static Section section(ExtraSection extra, ConfigModel model, List<String> errors) {
    String local = PeersKeywords.localName(extra, model);
    Address bind = extra.settings().get(PeersKeywords.BIND).orElse(null);
    Map<String, SocketAddress> others = new TreeMap<>();
    for (PeerModel peer : extra.settings().list(PeersKeywords.PEERS)) {
      Address address = peer.address();
      if (peer.name().equals(local)) {
        bind = bind == null ? address : bind;
      } else if (address != null) {
        SocketAddress target = Addresses.target(address, 0);
        if (target == null) {
          errors.add("peers '" + extra.name() + "' : could not resolve '" + peer.name() + "'.");
        } else {
          others.put(peer.name(), target);
        }
      }
    }
    return new Section(extra.name(), local, bind, others);
  }

  private Group open(
      Section section, ExtraSection extra, List<StickTable> tables, List<String> errors) {
    PeerGroup group =
        new PeerGroup(
            section.name(),
            section.localName(),
            options.pid(),
            worker,
            section.others(),
            tables,
            bound -> ThreadLocalRandom.current().nextInt(bound));
    Group made = new Group(section, group, new ListenSockets(1, options.descriptors()), tables);
    Address bind = section.bind();
    group.listensAt(bind == null ? null : Addresses.target(bind, 0));
    if (bind != null) {
      ListenSockets.Complaints complaints = new ListenSockets.Complaints();
      ListenOptions how = new ListenOptions(Settings.EMPTY, null, BACKLOG);
      for (ListenSockets.Bound bound : made.sockets.open(bind, how, complaints)) {
        for (LinuxSocket socket : bound.sockets()) {
          made.listeners.add(new Listener(worker, socket, group));
        }
      }
      complaints
          .errors()
          .forEach(
              text ->
                  errors.add(
                      "Binding ["
                          + extra.source().location().wholeLine()
                          + "] for peers "
                          + section.name()
                          + ": "
                          + text));
    }
    return made;
  }

  /** What was planned is in use; {@link #serve} begins it. */
  void commit() {
    for (Group group : running) {
      if (!planned.contains(group)) {
        stop(group);
      }
    }
    running = planned;
    for (Group group : running) {
      if (group.started) {
        group.group.tables(group.tables);
      }
    }
  }

  /** What was planned is not wanted after all. */
  void abort() {
    for (Group group : planned) {
      if (!running.contains(group)) {
        group.sockets.closeAll();
      }
    }
    planned = running;
  }

  /** Begins what has not begun yet. */
  void serve() {
    for (Group group : running) {
      if (!group.started) {
        group.started = true;
        for (Listener listener : group.listeners) {
          worker.execute(listener::start);
        }
        group.group.start();
      }
    }
  }

  /**
   * Ends everything after the tables went to a successor at the same address, if there is one.
   *
   * @param done called when that is so; on any thread
   */
  void handOver(Runnable done) {
    AtomicInteger left = new AtomicInteger(running.size() + 1);
    Runnable one =
        () -> {
          if (left.decrementAndGet() == 0) {
            done.run();
          }
        };
    for (Group group : running) {
      for (Listener listener : group.listeners) {
        worker.execute(listener::close);
      }
      group.group.handOver(one);
    }
    running = List.of();
    one.run();
  }

  /** Ends everything. */
  void stop() {
    running.forEach(this::stop);
    running = List.of();
  }

  private void stop(Group group) {
    group.group.stop();
    for (Listener listener : group.listeners) {
      worker.execute(listener::close);
    }
  }

  /**
   * What {@code show peers} says; waits for the worker.
   *
   * @param section a section's name; empty for all
   * @throws RefusedException if there is no such section
   */
  String describe(String section, boolean names) throws RefusedException {
    StringBuilder text = new StringBuilder();
    boolean found = false;
    for (Group group : running) {
      if (section.isEmpty() || group.section.name().equals(section)) {
        found = true;
        long wall = options.clock().wallMillis();
        CompletableFuture<String> told = new CompletableFuture<>();
        worker.execute(() -> told.complete(group.group.describe(wall, names)));
        text.append(told.completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS).join());
      }
    }
    if (!found && !section.isEmpty()) {
      throw new RefusedException("No such peers");
    }
    return text.toString();
  }
}

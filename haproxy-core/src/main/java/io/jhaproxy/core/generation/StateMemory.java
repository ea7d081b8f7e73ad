package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.PatternMemory;
import io.jhaproxy.core.backend.BackendMemory;
import io.jhaproxy.core.check.LifeMemory;
import io.jhaproxy.core.sample.SampleType;
import java.util.List;

/**
 * What a process has learnt and was told besides its configuration, for the one that takes its
 * place; counters and stick tables go beside it.
 *
 * @param lives what checks and agents have found
 * @param patterns maps and ACLs that were changed
 * @param variables those of the process
 * @param assignments what the configuration assigns to them, as text
 */
record StateMemory(
    List<BackendMemory> backends,
    List<LifeMemory> lives,
    List<Front> frontends,
    List<PatternMemory> patterns,
    List<Variable> variables,
    List<String> assignments) {
  /**
   * A frontend.
   *
   * @param usualMaxconn the limit of the configuration
   */
  record Front(String name, int usualMaxconn, int maxconn, boolean paused) {}

  /**
   * A variable of the process.
   *
   * @param bytes its text, block or address
   * @param port of an address
   */
  record Variable(String name, SampleType type, long number, byte[] bytes, int port) {}

  /**
   * Counters of one thing.
   *
   * @param key what is counted, as {@link CounterPlaces} calls it
   * @param more what was counted since the last time
   * @param peaks the highest rates so far
   */
  record Counted(String key, long[] more, long[] peaks) {}

  /** The same of several. */
  record Counters(List<Counted> all) {}

  /**
   * Entries of a stick table.
   *
   * @param form keys and values; see {@link io.jhaproxy.core.table.EntryStream#form}
   * @param entries as {@link io.jhaproxy.core.table.EntryStream} writes them, one behind the other
   */
  record Entries(String table, String form, int count, byte[] entries) {}
}

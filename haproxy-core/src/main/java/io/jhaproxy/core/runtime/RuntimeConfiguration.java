package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * The running configuration as commands change it. Every call is safe from any thread, one change
 * goes after the other, and each waits until it holds. What a change returns are warnings.
 */
public interface RuntimeConfiguration {
  /**
   * A proxy to be added.
   *
   * @param kind frontend or backend
   * @param from the defaults section whose settings it has; empty: the last one
   * @param like a proxy of the same kind whose lines it has, too; empty for none
   * @param lines its own lines
   */
  record Proxy(String kind, String name, String from, String like, List<String> lines) {
    /** Copies the lines. */
    public Proxy {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Adds a proxy.
   *
   * @throws RefusedException if the configuration with it cannot be used; nothing has changed then
   */
  List<String> add(Proxy wanted) throws RefusedException;

  /**
   * Takes a proxy away; clients that are there go on.
   *
   * @param kind frontend or backend
   * @throws RefusedException if there is none, or the configuration needs it
   */
  List<String> delete(String kind, String name) throws RefusedException;

  /**
   * Lets a frontend listen on one more address.
   *
   * @param words the address and its options
   * @throws RefusedException if that is not possible
   */
  List<String> addBind(String frontend, List<String> words) throws RefusedException;

  /**
   * Lets a frontend listen no more on an address.
   *
   * @param which an address as it is written, or the name of a listener
   * @throws RefusedException if there is none
   */
  List<String> deleteBind(String frontend, String which) throws RefusedException;

  /**
   * Writes the running state as configuration files.
   *
   * @param file where everything goes; empty: each file where it was read
   * @return what was done, one line each
   * @throws RefusedException if it cannot be written
   */
  List<String> save(String file) throws RefusedException;
}

package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.DynamicServer;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.config.ConfigEdit;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.grammar.haproxy.Statement;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was changed at run time, as lines of the configuration: servers that came and went, their
 * weights, states, slots and addresses, and the limits of frontends. Lines that say already what is
 * stay as they are written.
 */
final class RunningState {
  /** Parameters whose argument could be taken for another parameter. */
  private static final Set<String> TAKE_WORDS =
      Set.of("cookie", "track", "redir", "resolvers", "agent-send", "check-sni", "namespace");

  private final Generation generation;

  RunningState(Generation generation) {
    this.generation = generation;
  }

  /** Notes all changes. */
  void write(ConfigEdit edit) {
    for (Proxy proxy : generation.proxies()) {
      Backend backend = proxy.backend();
      ConfigEdit.Section section = edit.proxy(proxy.model().name(), backend != null);
      if (section == null) {
        continue;
      }
      if (backend != null) {
        servers(edit, section, backend);
      }
      if (proxy.frontend() != null) {
        frontend(edit, section, proxy.frontend());
      }
    }
  }

  private static void frontend(ConfigEdit edit, ConfigEdit.Section section, Frontend frontend) {
    if (frontend.maxconn() == frontend.settings().maxconn()) {
      return;
    }
    List<String> words = List.of("maxconn", Integer.toString(frontend.maxconn()));
    for (Statement line : section.lines()) {
      if (line.word(0).equals("maxconn")) {
        edit.replace(line, List.of(edit.rewritten(line, words)));
        return;
      }
    }
    edit.append(section, List.of(edit.indentation(section) + ConfigEdit.line(words)));
  }

  private void servers(ConfigEdit edit, ConfigEdit.Section section, Backend backend) {
    Statement last = section.header();
    for (Statement line : section.lines()) {
      if (line.word(0).equals("server")) {
        last = line;
        server(edit, line, backend);
      } else if (line.word(0).equals("server-template")) {
        last = line;
        template(edit, line, backend);
      }
    }
    List<String> added = new ArrayList<>();
    for (ServerLives.Entry entry : generation.lives().entries()) {
      DynamicServer line = entry.added();
      if (line != null && entry.server().backend() == backend) {
        List<String> words = new ArrayList<>(List.of("server", line.model().name()));
        words.addAll(line.words());
        added.add(edit.indentation(section) + ConfigEdit.line(changed(words, entry.server())));
      }
    }
    if (!added.isEmpty()) {
      if (last == section.header()) {
        edit.append(section, added);
      } else {
        edit.insertBehind(last, added);
      }
    }
  }

  private static void server(ConfigEdit edit, Statement line, Backend backend) {
    Server server = backend.server(line.word(1));
    if (server == null || server.isDynamic()) {
      // It was taken away; one of its name that was added later has a line of its own.
      edit.replace(line, List.of());
      return;
    }
    List<String> words = ConfigEdit.words(line);
    List<String> now = changed(words, server);
    if (!now.equals(words)) {
      edit.replace(line, List.of(edit.rewritten(line, now)));
    }
  }

  /** The servers of a template get lines of their own as soon as one of them is not as written. */
  private static void template(ConfigEdit edit, Statement line, Backend backend) {
    List<String> words = ConfigEdit.words(line);
    String[] ends = line.word(2).split("-", 2);
    int first = ends.length > 1 ? Integer.parseInt(ends[0]) : 1;
    int last = Integer.parseInt(ends[ends.length - 1]);
    boolean same = true;
    List<String> lines = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      Server server = backend.server(line.word(1) + i);
      List<String> plain = new ArrayList<>(List.of("server", line.word(1) + i));
      plain.addAll(words.subList(3, words.size()));
      if (server == null || server.isDynamic()) {
        same = false;
        continue;
      }
      List<String> now = changed(plain, server);
      same &= now.equals(plain);
      lines.add(edit.rewritten(line, now));
    }
    if (!same) {
      edit.replace(line, lines);
    }
  }

  /** The words of a server's line with what is otherwise now. */
  private static List<String> changed(List<String> words, Server server) {
    List<String> now = new ArrayList<>(words);
    if (!server.address().equals(server.settings().address())
        && server.address() instanceof InetSocketAddress inet) {
      now.set(2, NetUtil.toSocketAddressString(inet));
    }
    int weight = server.admin() == Admin.DRAIN ? 0 : server.effectiveWeight();
    if (weight != server.initialWeight()) {
      number(now, "weight", weight);
    }
    if (server.maxconn() != server.settings().maxconn()) {
      number(now, "maxconn", server.maxconn());
    }
    boolean out = server.admin() == Admin.MAINT;
    if (out != server.settings().disabled()) {
      for (String word : new HashSet<>(List.of("disabled", "enabled"))) {
        removeFlag(now, word);
      }
      now.add(out ? "disabled" : "enabled");
    }
    return now;
  }

  private static void number(List<String> words, String parameter, int value) {
    for (int i = 3; i < words.size() - 1; i++) {
      if (words.get(i).equals(parameter) && words.get(i + 1).matches("\\d+")) {
        words.set(i + 1, Integer.toString(value));
        return;
      }
    }
    words.add(parameter);
    words.add(Integer.toString(value));
  }

  private static void removeFlag(List<String> words, String flag) {
    for (int i = words.size() - 1; i >= 3; i--) {
      if (words.get(i).equals(flag) && !TAKE_WORDS.contains(words.get(i - 1))) {
        words.remove(i);
      }
    }
  }
}

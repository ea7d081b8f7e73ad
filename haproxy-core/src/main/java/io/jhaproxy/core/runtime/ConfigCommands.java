package io.jhaproxy.core.runtime;

import static io.jhaproxy.core.runtime.Command.admin;

import java.util.List;

/**
 * Proxies and addresses that come and go at run time, and the running state as a file; our own
 * commands. Each change is an edit of the configuration's text and a reload in place.
 */
final class ConfigCommands {
  private ConfigCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        admin(
            "add backend",
            "add backend <bk> [from <defaults>|like <bk>]",
            "create a backend; its lines may follow <<",
            c -> add(c, "backend")),
        admin("del backend", "del backend <bk>", "remove a backend", c -> delete(c, "backend")),
        admin(
            "add frontend",
            "add frontend <fe> [from <defaults>|like <fe>]",
            "create a frontend; its lines may follow <<",
            c -> add(c, "frontend")),
        admin("del frontend", "del frontend <fe>", "remove a frontend", c -> delete(c, "frontend")),
        admin(
            "add bind",
            "add bind <fe> <addr> [opts]*",
            "let a frontend listen on an address",
            ConfigCommands::addBind),
        admin(
            "del bind",
            "del bind <fe> <addr>|<name>",
            "let a frontend listen no more on an address",
            ConfigCommands::deleteBind),
        admin(
            "save config",
            "save config [<file>]",
            "write the running state as a configuration",
            ConfigCommands::save));
  }

  private static String name(Call call, String what) throws RefusedException {
    if (call.word(2).isEmpty()) {
      throw new RefusedException("A " + what + " name is expected.");
    }
    return call.word(2);
  }

  private static void add(Call call, String kind) throws RefusedException {
    String name = name(call, kind);
    String way = call.word(3);
    boolean right = way.isEmpty() || ((way.equals("from") || way.equals("like")) && has(call, 4));
    if (!right || has(call, 5)) {
      throw new RefusedException("Expects 'from <defaults>' or 'like <" + kind + ">'.");
    }
    String payload = call.payload();
    List<String> lines = payload == null ? List.of() : payload.lines().toList();
    RuntimeConfiguration.Proxy wanted =
        new RuntimeConfiguration.Proxy(
            kind,
            name,
            way.equals("from") ? call.word(4) : "",
            way.equals("like") ? call.word(4) : "",
            lines);
    answer(call, "New " + kind + " registered.", call.view().configuration().add(wanted));
  }

  private static boolean has(Call call, int index) {
    return !call.word(index).isEmpty();
  }

  private static void delete(Call call, String kind) throws RefusedException {
    String name = name(call, kind);
    List<String> warnings = call.view().configuration().delete(kind, name);
    answer(call, (kind.equals("backend") ? "Backend" : "Frontend") + " deleted.", warnings);
  }

  private static void addBind(Call call) throws RefusedException {
    String name = name(call, "frontend");
    if (!has(call, 3)) {
      throw new RefusedException("An address is expected.");
    }
    List<String> words = call.words().subList(3, call.words().size());
    answer(call, "New listener registered.", call.view().configuration().addBind(name, words));
  }

  private static void deleteBind(Call call) throws RefusedException {
    String name = name(call, "frontend");
    if (!has(call, 3)) {
      throw new RefusedException("An address or a name is expected.");
    }
    answer(call, "Listener deleted.", call.view().configuration().deleteBind(name, call.word(3)));
  }

  private static void save(Call call) throws RefusedException {
    for (String line : call.view().configuration().save(call.word(2))) {
      call.message(Call.INFO, line);
    }
  }

  private static void answer(Call call, String done, List<String> warnings) {
    call.message(Call.INFO, done);
    warnings.forEach(warning -> call.message(Call.WARNING, warning));
  }
}

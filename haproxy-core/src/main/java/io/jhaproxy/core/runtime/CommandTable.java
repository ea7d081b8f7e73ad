package io.jhaproxy.core.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a kind of socket. A command is one entry in the list of the class of its subject.
 */
public final class CommandTable {
  /** Lines that a help for a misspelt command shows at most, besides those always shown. */
  private static final int SUGGESTIONS = 5;

  private static final String UNKNOWN =
      "Unknown command, but maybe one of the following ones is a better match:\n";

  /** What stats sockets take. */
  static final CommandTable WORKER = new CommandTable(worker());

  /** What the master's socket takes without a prefix. */
  static final CommandTable MASTER = new CommandTable(master());

  private final List<Command> commands;

  private CommandTable(List<Command> commands) {
    this.commands = commands;
  }

  private static List<Command> master() {
    List<Command> all = new ArrayList<>(MasterCommands.list());
    all.addAll(ClientCommands.list().stream().filter(ClientCommands::isForMaster).toList());
    all.addAll(InfoCommands.list().stream().filter(ClientCommands::isForMaster).toList());
    all.sort(Comparator.comparing(Command::name));
    return List.copyOf(all);
  }

  private static List<Command> worker() {
    List<Command> all = new ArrayList<>();
    all.addAll(ClientCommands.list());
    all.addAll(InfoCommands.list());
    all.addAll(StatCommands.list());
    all.addAll(ProcessCommands.list());
    all.addAll(StateCommands.list());
    all.addAll(ServerCommands.list());
    all.addAll(FrontendCommands.list());
    all.addAll(SessionCommands.list());
    all.addAll(PatternCommands.list());
    all.addAll(VariableCommands.list());
    all.addAll(TableCommands.list());
    all.addAll(CacheCommands.list());
    all.addAll(ModelCommands.list());
    all.addAll(CookieCommands.list());
    all.addAll(ProfilingCommands.list());
    all.addAll(TraceCommands.list());
    all.addAll(DebugCommands.list());
    all.addAll(HttpClientCommand.list());
    all.addAll(ConfigCommands.list());
    all.sort(Comparator.comparing(Command::name));
    return List.copyOf(all);
  }

  /**
   * A command in the listing of keywords.
   *
   * @param place where it is taken, such as {@code [WORKER] [EXPERT]}
   * @param works whether it is implemented
   */
  public record Listed(String name, String place, boolean works) {}

  /** All commands of HAProxy 2.6 and our own, by name. */
  public static List<Listed> listing() {
    List<Listed> all = new ArrayList<>();
    WORKER.commands.forEach(c -> all.add(new Listed(c.name(), place(c), true)));
    MasterCommands.listed().forEach(name -> all.add(new Listed(name, "[MASTER]", true)));
    UnfinishedCommands.places().forEach((name, place) -> all.add(new Listed(name, place, false)));
    all.sort(Comparator.comparing(Listed::name));
    return all;
  }

  private static String place(Command command) {
    String place = ClientCommands.isForMaster(command) ? "[MASTER] [WORKER]" : "[WORKER]";
    return switch (command.mode()) {
      case PLAIN -> place;
      case EXPERT -> place + " [EXPERT]";
      case EXPERIMENTAL -> place + " [EXPERIM]";
    };
  }

  /** The command that a line begins with, or null. */
  @Nullable Command find(List<String> line) {
    Command found = null;
    for (Command command : commands) {
      if (command.begins(line)
          && (found == null || command.words().size() > found.words().size())) {
        found = command;
      }
    }
    return found;
  }

  /** What a client is told who sent something unknown. */
  String unknown(List<String> line, CliSession client) {
    if (line.isEmpty()) {
      return "Unknown command. Please enter one of the following commands only:\n"
          + lines(listed(client))
          + always();
    }
    return UNKNOWN + lines(close(line, client)) + always();
  }

  /** The text of {@code help} with these words after it. */
  String help(List<String> wanted, CliSession client) {
    return "The following commands are valid at this level:\n"
        + lines(wanted.isEmpty() ? listed(client) : close(wanted, client))
        + always();
  }

  private String always() {
    return lines(commands.stream().filter(ClientCommands::isAlwaysShown).toList());
  }

  private static String lines(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    commands.forEach(command -> text.append(command.helpLine()));
    return text.toString();
  }

  private List<Command> listed(CliSession client) {
    return commands.stream()
        .filter(command -> !command.usage().isEmpty() && client.mayUse(command.mode()))
        .filter(command -> !ClientCommands.isAlwaysShown(command))
        .toList();
  }

  /** The commands that begin as the line does; of these the most similar ones. */
  private List<Command> close(List<String> line, CliSession client) {
    List<Command> candidates = listed(client);
    int common = 0;
    while (common < line.size()) {
      List<String> start = line.subList(0, common + 1);
      List<Command> fewer = candidates.stream().filter(c -> beginsWith(c, start)).toList();
      if (fewer.isEmpty()) {
        break;
      }
      candidates = fewer;
      common++;
    }
    Command exact = find(line);
    if (exact != null && candidates.contains(exact)) {
      return List.of(exact);
    }
    return common == line.size() ? candidates : nearest(candidates, line, common);
  }

  private static boolean beginsWith(Command command, List<String> start) {
    return command.words().size() >= start.size()
        && command.words().subList(0, start.size()).equals(start);
  }

  private List<Command> nearest(List<Command> candidates, List<String> line, int from) {
    String typed = String.join(" ", line.subList(from, line.size()));
    record Scored(Command command, int distance) {}
    List<Scored> scored =
        candidates.stream()
            .map(c -> new Scored(c, distance(typed, rest(c, from))))
            .sorted(Comparator.comparingInt(Scored::distance))
            .limit(SUGGESTIONS)
            .toList();
    int best = scored.isEmpty() ? 0 : scored.get(0).distance();
    boolean sure = best <= typed.length() / 4;
    List<Command> near =
        scored.stream().filter(s -> !sure || s.distance() == best).map(Scored::command).toList();
    return commands.stream().filter(near::contains).toList();
  }

  private static String rest(Command command, int from) {
    int size = command.words().size();
    return String.join(" ", command.words().subList(Math.min(from, size), size));
  }

  /** Insertions, deletions and replacements between two texts, whatever their case. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        boolean same = Character.toLowerCase(a.charAt(i - 1)) == b.charAt(j - 1);
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}

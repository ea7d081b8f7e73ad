package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jhaproxy.core.check.LifeMemory;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.stats.CounterFields;
import io.jhaproxy.core.table.EntryText;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an HAProxy, or another version of this program, tells of itself by the commands that
 * everybody may give (management guide 9.3): the state of its servers, counters, maps and ACLs that
 * come from files, stick tables. It is asked before addresses are bound; what it goes on counting
 * is not seen.
 */
public final class PublicState implements PriorState {
  /** How long an answer may pause, and all of them may take, milliseconds. */
  private static final long PATIENCE = 1000;

  private static final int BUFFER = 16 * 1024;

  private final String path;
  private final long deadline = System.nanoTime() + PATIENCE * 1_000_000;
  private final Map<String, String> info = new HashMap<>();
  private final String servers;
  private final List<String> statistics;
  private final Map<String, List<String>> tables = new LinkedHashMap<>();
  private final Map<String, List<String>> patterns = new LinkedHashMap<>();

  private PublicState(String path) throws IOException {
    this.path = path;
    for (String line : ask("show info").split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        info.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    this.servers = ask("show servers state");
    this.statistics = ask("show stat").lines().toList();
    for (String kind : List.of("map", "acl")) {
      for (String line : ask("show " + kind).split("\n")) {
        String file = line.replaceFirst("^\\d+ \\((.*?)\\) pattern loaded from file .*", "$1");
        if (!file.equals(line)) {
          patterns.put(file, ask("show " + kind + " " + file).lines().toList());
        }
      }
    }
    for (String line : ask("show table").split("\n")) {
      if (line.startsWith("# table: ")) {
        String name = line.substring("# table: ".length()).replaceFirst(", type: .*", "");
        tables.put(name, ask("show table " + name).lines().toList());
      }
    }
  }

  /**
   * Asks the process behind a stats socket.
   *
   * @throws IOException if it does not answer, or not in time
   */
  public static PublicState ask(Path socket) throws IOException {
    return new PublicState(socket.toString());
  }

  private String ask(String command) throws IOException {
    try (TimedInput input = new TimedInput(path, PATIENCE)) {
      input.send(command + "\n");
      StringBuilder answer = new StringBuilder();
      byte[] bytes = new byte[BUFFER];
      for (int count = input.read(bytes, 0, BUFFER); count >= 0; ) {
        answer.append(new String(bytes, 0, count, ISO_8859_1));
        if (System.nanoTime() > deadline) {
          throw new IOException("its answers take too long");
        }
        count = input.read(bytes, 0, BUFFER);
      }
      return answer.toString();
    }
  }

  @Override
  public void take(Engine engine, Consumer<String> warnings) {
    Generation generation = engine.generation();
    long now = engine.options().clock().wallMillis();
    StateFiles.restore(generation, servers.lines().toList(), now);
    count(engine);
    patterns.forEach((file, lines) -> patterns(generation, file, lines, now, warnings));
    tables.forEach(
        (name, lines) -> {
          StickTable table = generation.tables().find(name);
          if (table != null && table.model().peers().isEmpty()) {
            EntryText text = new EntryText(table);
            lines.forEach(text::learn);
          }
        });
  }

  // -- counters

  private void count(Engine engine) {
    CounterPlaces places = new CounterPlaces(engine.generation(), engine.load(), 0);
    CounterPlaces.Place process = places.all().get("process");
    if (process != null) {
      long[] sums = {number(info, "CumConns"), number(info, "CumReq"), 0};
      process.add(sums, new long[] {number(info, "MaxConnRate")});
    }
    if (statistics.isEmpty() || !statistics.get(0).startsWith("# ")) {
      return;
    }
    String[] header = statistics.get(0).substring(2).split(",");
    for (String line : statistics.subList(1, statistics.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(cells.length, header.length); i++) {
        row.put(fieldName(header[i]), cells[i]);
      }
      count(engine.generation(), places, row);
    }
  }

  private static void count(Generation generation, CounterPlaces places, Map<String, String> row) {
    String proxy = row.getOrDefault("pxname", "");
    String name = row.getOrDefault("svname", "");
    boolean side = name.equals("FRONTEND") || name.equals("BACKEND");
    String key =
        side ? name.toLowerCase(Locale.ROOT) + " " + proxy : "server " + proxy + "/" + name;
    CounterPlaces.Place place = places.all().get(key);
    if (place == null) {
      return;
    }
    CounterFields<?> fields = side ? CounterFields.PROXY : CounterFields.SERVER;
    long[] sums = fields.names().stream().mapToLong(field -> number(row, field)).toArray();
    long peak = number(row, "rateMax");
    boolean front = name.equals("FRONTEND");
    place.add(sums, front ? new long[] {peak, number(row, "reqRateMax")} : new long[] {peak});
    if (!side) {
      for (ServerLives.Entry entry : generation.lives().entries()) {
        if (entry.server().toString().equals(proxy + "/" + name)) {
          ServerLife life = entry.life();
          life.recall(new LifeMemory(name, number(row, "chkdown"), null, null), true);
        }
      }
    }
  }

  /** {@code hrsp_4xx} is {@code hrsp4xx}, {@code cli_abrt} is {@code cliAbrt}. */
  private static String fieldName(String column) {
    StringBuilder name = new StringBuilder();
    boolean capital = false;
    for (char c : column.toCharArray()) {
      if (c == '_') {
        capital = true;
      } else {
        name.append(capital ? Character.toUpperCase(c) : c);
        capital = false;
      }
    }
    return name.toString();
  }

  private static long number(Map<String, String> from, String name) {
    String text = from.getOrDefault(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  // -- maps and ACLs

  /** What a file says that was written after the other process began is newer. */
  private void patterns(
      Generation generation, String file, List<String> lines, long now, Consumer<String> warnings) {
    long begin = now - (number(info, "Uptime_sec") + 1) * 1000;
    List<String> keys = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    boolean map = generation.patterns().isMap(file);
    for (String line : lines) {
      String[] words = line.split(" ", map ? 3 : 2);
      if (line.startsWith("0x") && words.length >= 2) {
        keys.add(words[1]);
        values.add(!map ? null : words.length > 2 ? words[2] : "");
      }
    }
    try {
      if (Files.getLastModifiedTime(Path.of(file)).toMillis() < begin) {
        generation.patterns().recall(file, keys, values);
      }
    } catch (IOException hidden) {
      // It was read when the configuration was; what it says holds.
      return;
    } catch (ExpressionException refused) {
      warnings.accept("'" + file + "' is as it was read: " + refused.getMessage() + ".");
    }
  }
}

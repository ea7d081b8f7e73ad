package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * What a configuration has by name, each with a fingerprint of what it says in effect: conditions
 * decided, variables replaced, inherited lines included. Two configurations are compared by it:
 * that of a running process and that of its files now.
 */
public final class Inventory {
  /** First words of lines of which the last one counts; more than one word where more make it. */
  private static final Set<String> SINGLE =
      Set.of(
          "mode",
          "balance",
          "maxconn",
          "retries",
          "fullconn",
          "cookie",
          "backlog",
          "hash-type",
          "log-format",
          "error-log-format",
          "log-tag",
          "default_backend",
          "source",
          "description",
          "http-reuse",
          "monitor-uri",
          "unique-id-format",
          "unique-id-header");

  private final Map<String, List<List<String>>> defaults = new LinkedHashMap<>();
  private final List<Item> items = new ArrayList<>();
  private final List<List<String>> global = new ArrayList<>();
  private List<List<String>> lastDefaults = List.of();
  private Section section = new Section("", "", List.of());

  /**
   * Something with a name.
   *
   * @param kind global, frontend, backend, listen, listener, server, or another section's word
   * @param name the name; that of the proxy, a slash and its own for listeners and servers
   * @param fingerprint changes when what it says in effect changes
   */
  public record Item(String kind, String name, String fingerprint) {
    /** The key by which it is found again. */
    public String key() {
      return kind + " " + name;
    }

    @Override
    public String toString() {
      return kind + " " + name + " " + fingerprint;
    }
  }

  /** A section while it is read. */
  private static final class Section {
    private final String kind;
    private final String name;
    private final List<List<String>> inherited;
    private final List<List<String>> lines = new ArrayList<>();
    private final List<Item> parts = new ArrayList<>();
    private String serverDefaults = "";

    Section(String kind, String name, List<List<String>> inherited) {
      this.kind = kind;
      this.name = name;
      this.inherited = inherited;
      for (List<String> line : inherited) {
        if (line.get(0).equals("default-server")) {
          serverDefaults += line;
        }
      }
    }
  }

  /** Adds a statement; call it in the order of the files. */
  public void add(Statement statement) {
    List<String> words = statement.words().stream().map(word -> word.text()).toList();
    SectionKind kind = SectionKind.of(words.get(0));
    if (kind == null) {
      line(words);
      return;
    }
    finish();
    String name = statement.word(1);
    List<List<String>> inherited =
        kind.isFrontend() || kind.isBackend() ? inherited(words) : List.of();
    section = new Section(kind.keyword(), name, inherited);
    if (kind.isFrontend() && !statement.word(2).isEmpty() && !statement.word(2).equals("from")) {
      listener(words.subList(1, words.size()));
    }
  }

  private List<List<String>> inherited(List<String> header) {
    int from = header.indexOf("from");
    return from > 1 && from + 1 < header.size()
        ? defaults.getOrDefault(header.get(from + 1), List.of())
        : lastDefaults;
  }

  private void line(List<String> words) {
    switch (words.get(0)) {
      case "bind" -> listener(words);
      case "default-server" -> {
        section.serverDefaults += words;
        section.lines.add(words);
      }
      case "server", "server-template" -> server(words);
      default -> section.lines.add(words);
    }
  }

  private void listener(List<String> words) {
    String rest = String.join(" ", words.subList(Math.min(2, words.size()), words.size()));
    for (String address : (words.size() > 1 ? words.get(1) : "").split(",")) {
      section.parts.add(new Item("listener", section.name + "/" + address, fingerprint(rest)));
    }
  }

  private void server(List<String> words) {
    String name = words.size() > 1 ? words.get(1) : "";
    String says = section.serverDefaults + words;
    section.parts.add(new Item("server", section.name + "/" + name, fingerprint(says)));
  }

  private void finish() {
    switch (section.kind) {
      case "" -> {}
      case "global" -> global.addAll(section.lines);
      case "defaults" -> {
        lastDefaults = List.copyOf(section.lines);
        defaults.put(section.name, lastDefaults);
      }
      default -> {
        List<List<String>> all = new ArrayList<>(section.inherited);
        all.addAll(section.lines);
        items.add(new Item(section.kind, section.name, fingerprint(effective(all))));
        items.addAll(section.parts);
      }
    }
    section = new Section("", "", List.of());
  }

  /** The lines without those that later ones replace, and without defaults of servers. */
  private static String effective(List<List<String>> lines) {
    Map<String, String> said = new LinkedHashMap<>();
    for (List<String> line : lines) {
      if (line.get(0).equals("default-server")) {
        continue;
      }
      String key = key(line, said.size());
      said.remove(key);
      said.put(key, line.toString());
    }
    // Single settings have no order among themselves; everything else keeps its own.
    return said.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .collect(Collectors.joining("\n"));
  }

  private static String key(List<String> line, int position) {
    String first = line.get(0);
    String second = line.size() > 1 ? line.get(1) : "";
    if (first.equals("no") && second.equals("option") && line.size() > 2) {
      return "option " + line.get(2);
    }
    return switch (first) {
      case "timeout", "option", "rate-limit" -> first + " " + second;
      default -> SINGLE.contains(first) ? first : String.format("~%09d", position);
    };
  }

  private static String fingerprint(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return String.format("%08x", sum.getValue()) + Integer.toHexString(text.length());
  }

  /** Everything in the order of the files, the process's own settings first. */
  public List<Item> items() {
    finish();
    List<Item> all = new ArrayList<>();
    all.add(new Item("global", "-", fingerprint(effective(global))));
    all.addAll(items);
    return all;
  }
}

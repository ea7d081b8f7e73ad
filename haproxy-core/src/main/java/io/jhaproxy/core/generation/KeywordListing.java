package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.AclForms;
import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.State;
import io.jhaproxy.core.rule.RuleCompiler;
import io.jhaproxy.core.runtime.CommandTable;
import io.jhaproxy.core.sample.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that is registered, in the format of {@code haproxy -dK} (Management Guide 3). */
public final class KeywordListing {
  /** The classes that {@code -dK} takes, in the order of {@code -dKall}, with their titles. */
  private static final Map<String, String> TITLES =
      Map.of(
          "acl", "ACL keywords",
          "cfg", "configuration keywords",
          "cli", "CLI keywords",
          "cnv", "sample converter functions",
          "flt", "filter names",
          "smp", "sample fetch functions",
          "svc", "service names");

  private static final List<String> ORDER =
      List.of("acl", "cfg", "cli", "cnv", "flt", "smp", "svc");

  /** The places of {@link io.jhaproxy.core.sample.Need#places}. */
  private static final List<String> PLACES =
      List.of(
          "frontend tcp-request connection rule",
          "frontend tcp-request session rule",
          "frontend tcp-request content rule",
          "frontend http-request header rule",
          "frontend http-request body rule",
          "frontend use-backend rule",
          "backend tcp-request content rule",
          "backend http-request header rule",
          "backend http-request body rule",
          "backend use-server, balance or stick-match rule",
          "server source selection",
          "backend tcp-response content rule",
          "backend http-response header rule",
          "backend http-response body rule",
          "backend stick-store rule",
          "frontend tcp-response content rule",
          "frontend http-response header rule",
          "frontend http-response body rule",
          "logs",
          "backend tcp-check rule",
          "configuration parser",
          "CLI parser");

  /** The rule sets, in the order in which a connection meets them. */
  static final List<String> RULES =
      List.of(
          "tcp-request connection",
          "tcp-request session",
          "tcp-request content",
          "tcp-response content",
          "http-request",
          "http-response",
          "http-after-response");

  private final Registry registry = Keywords.registry();
  private final Library library = StandardLibrary.create();

  /**
   * A line.
   *
   * @param section the section of a configuration keyword; empty for other classes
   * @param name the keyword
   * @param text the line without the section's indent
   * @param status whether it works
   */
  public record Entry(String section, String name, String text, State.Status status) {}

  /** The text for a list of classes separated by commas; {@code all} and {@code help} are known. */
  public String text(String classes) {
    List<String> wanted = List.of(classes.split(","));
    StringBuilder text = new StringBuilder();
    if (wanted.contains("help")) {
      text.append("# List of supported keyword classes:\nall: list all keywords\n");
      ORDER.forEach(name -> text.append(name).append(": ").append(TITLES.get(name)).append('\n'));
    }
    for (String name : ORDER) {
      if (wanted.contains("all") || wanted.contains(name)) {
        text.append("# List of registered ").append(TITLES.get(name)).append(":\n");
        text.append(name.equals("smp") ? places() : "");
        String section = "";
        for (Entry entry : entries(name)) {
          if (!entry.section().equals(section)) {
            section = entry.section();
            text.append(section).append('\n');
          }
          text.append(section.isEmpty() ? "" : "\t").append(entry.text()).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** What the columns in front of the fetches mean. */
  private static String places() {
    StringBuilder text = new StringBuilder();
    int count = PLACES.size();
    for (int i = 0; i < count; i++) {
      text.append('#').append(" ".repeat(count + 1 - i)).append("/ ".repeat(i)).append("_.");
      text.append("-".repeat(count - i)).append(' ').append(PLACES.get(i)).append('\n');
    }
    text.append("# ").append("/ ".repeat(count)).append(" \n");
    return text.append("# ").append("| ".repeat(count)).append('\n').toString();
  }

  /** The lines of a class in the order of the listing. */
  public List<Entry> entries(String className) {
    return switch (className) {
      case "acl" -> acls();
      case "cfg" -> configuration();
      case "cli" ->
          CommandTable.listing().stream()
              .map(c -> plain(c.name(), c.name() + " " + c.place() + " ", c.works()))
              .toList();
      case "cnv" ->
          library.converters().stream()
              .map(c -> plain(c.name(), c.signature() + ": " + c.type(), c.works()))
              .toList();
      case "flt" -> filters();
      case "smp" ->
          library.fetches().stream()
              .map(
                  f ->
                      plain(
                          f.name(),
                          "[ "
                              + String.join(" ", f.need().places().split(""))
                              + " ] "
                              + f.signature()
                              + ": "
                              + f.type(),
                          f.works()))
              .toList();
      case "svc" -> List.of(plain("prometheus-exporter", "prometheus-exporter", false));
      default -> List.of();
    };
  }

  private static Entry plain(String name, String text, boolean works) {
    return new Entry("", name, text, works ? State.Status.WORKS : State.Status.NOT_YET);
  }

  private static List<Entry> filters() {
    Map<String, String> letters = new TreeMap<>();
    letters.put("cache", "CACHE");
    letters.put("compression", "COMP");
    letters.put("fcgi-app", "FCGI");
    letters.put("opentracing", "OT");
    letters.put("spoe", "SPOE");
    letters.put("trace", "TRACE");
    return letters.entrySet().stream()
        .map(
            e ->
                plain(
                    e.getKey(),
                    e.getKey() + " [" + e.getValue() + "]",
                    e.getKey().equals("compression")))
        .toList();
  }

  private List<Entry> acls() {
    Map<String, Boolean> works =
        library.fetches().stream()
            .collect(Collectors.toMap(Library.Listed::name, Library.Listed::works));
    List<Entry> entries = new ArrayList<>();
    AclForms.all()
        .forEach(
            (name, form) ->
                entries.add(
                    plain(
                        name,
                        name + " = " + form.fetch() + " -m " + form.match().word(),
                        works.getOrDefault(form.fetch(), false))));
    return entries;
  }

  private List<Entry> configuration() {
    List<Entry> entries = new ArrayList<>();
    keywords(entries, SectionKind.GLOBAL, "global");
    keywords(entries, SectionKind.LISTEN, "listen");
    parameters(entries, "listen", "bind <addr> ", Parameter.Kind.BIND);
    parameters(entries, "listen", "server <name> <addr> ", Parameter.Kind.SERVER);
    options(entries);
    for (String rules : RULES) {
      RuleCompiler.actions(rules)
          .forEach(
              (name, state) -> {
                String text = rules + " " + name.replaceFirst("\\($|(?<=track-sc)[0-9]$", "*");
                Entry entry = new Entry("listen", text.replace("*", ""), text, state.status());
                if (!entries.contains(entry)) {
                  entries.add(entry);
                }
              });
    }
    parameters(entries, "crt-list", "", Parameter.Kind.CRT_LIST);
    return entries;
  }

  /** First words, as HAProxy lists them: one works if any keyword that begins with it does. */
  private void keywords(List<Entry> entries, SectionKind section, String title) {
    Map<String, State.Status> words = new TreeMap<>();
    registry
        .keywords(section)
        .forEach(
            (name, keyword) -> {
              String word = name.split(" ")[0];
              if (!word.equals("option")) {
                words.merge(
                    word,
                    keyword.state().status(),
                    (one, other) -> one.compareTo(other) < 0 ? one : other);
              }
            });
    words.forEach((word, status) -> entries.add(new Entry(title, word, word, status)));
  }

  private void options(List<Entry> entries) {
    new TreeMap<>(registry.keywords(SectionKind.LISTEN))
        .forEach(
            (name, keyword) -> {
              if (name.startsWith("option ")) {
                String text = name + " [ " + capability(keyword) + "]";
                entries.add(new Entry("listen", name, text, keyword.state().status()));
              }
            });
  }

  private static String capability(Keyword keyword) {
    return switch (keyword.capability()) {
      case ANY -> "FE BE ";
      case FRONTEND -> "FE ";
      case BACKEND -> "BE ";
    };
  }

  private void parameters(List<Entry> entries, String section, String prefix, Parameter.Kind kind) {
    new TreeMap<>(registry.parameters(kind))
        .forEach(
            (name, parameter) -> {
              String text = prefix + name;
              String count = parameter.arguments() > 0 ? " +" + parameter.arguments() : "";
              entries.add(new Entry(section, text, text + count, parameter.state().status()));
            });
  }
}

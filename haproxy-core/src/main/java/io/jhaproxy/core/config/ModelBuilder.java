package io.jhaproxy.core.config;

import io.jhaproxy.core.config.Arguments.Prefix;
import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.haproxy.Section;
import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes statements in file order, opens sections and hands each line to its keyword. */
final class ModelBuilder {
  private static final String NEGATABLE =
      "negation/default currently supported only for options, log, busy-polling, set-dumpable,"
          + " strict-limits, insecure-fork-wanted and numa-cpu-mapping.";

  /** Keywords whose values are checked at the end, even in proxies that ignore them. */
  private static final Set<String> CHECKED_LATER =
      Set.of("default_backend", "use_backend", "monitor-uri");

  private final Registry registry;
  private final Environment environment;
  private final Consumer<Diagnostic> diagnostics;
  private final SectionOpener opener;
  private final SectionDraft global =
      new SectionDraft(SectionKind.GLOBAL, "", Location.NOWHERE, null);
  private final List<SectionDraft> proxies = new ArrayList<>();
  private final List<ExtraSection> extras = new ArrayList<>();

  private @Nullable SectionDraft section;

  /** Whether the last header was that of a proxy and refused; its lines are not read. */
  private boolean refused;

  private @Nullable Statement extraHeader;
  private final List<Statement> extraStatements = new ArrayList<>();
  private final List<Use> unfinished = new ArrayList<>();
  private final List<Rewrite> rewrites = new ArrayList<>();
  private boolean aborted;

  /** A use of what is not implemented, with the section it stands in. */
  private record Use(@Nullable SectionDraft section, Unfinished what) {
    boolean counts() {
      return section == null
          || !section.has(ProxyKeys.DISABLED)
          || !section.get(ProxyKeys.DISABLED);
    }
  }

  ModelBuilder(Registry registry, Environment environment, Consumer<Diagnostic> diagnostics) {
    this.registry = registry;
    this.environment = environment;
    this.diagnostics = diagnostics;
    this.opener = new SectionOpener(diagnostics);
    if ("1".equals(environment.get("HAPROXY_MWORKER"))) {
      global.set(GlobalKeys.MASTER_WORKER, true);
    }
  }

  /** Every file begins outside any section. */
  void startFile() {
    closeSection();
  }

  boolean aborted() {
    return aborted;
  }

  void abort() {
    aborted = true;
  }

  /** What {@code "${.SECTION}"} is. */
  String sectionTitle() {
    if (section == null) {
      return "";
    }
    return section.name().isEmpty() ? section.kind().keyword() : section.name();
  }

  void accept(Statement statement) {
    try {
      SectionKind kind = SectionKind.of(statement.word(0));
      if (kind != null) {
        closeSection();
        open(kind, statement);
      } else if (section == null && refused) {
        throw new ConfigException(
            Diagnostic.parsing(
                Severity.ALERT, statement.location(), "'listen' or 'defaults' expected."));
      } else if (section == null) {
        outOfSection(statement);
      } else {
        keyword(section, statement);
      }
    } catch (ConfigException e) {
      diagnostics.accept(e.diagnostic());
      aborted |= e.isLast();
    }
  }

  private void outOfSection(Statement statement) throws ConfigException {
    String word = statement.word(0);
    if (word.equals("no") || word.equals("default")) {
      word = statement.word(1);
      if (!registry.negatable(word)) {
        diagnostics.accept(misplaced(statement, NEGATABLE).diagnostic());
      }
    }
    throw misplaced(statement, "unknown keyword '" + word + "' out of section.");
  }

  private static ConfigException misplaced(Statement statement, String text) {
    Location at = statement.location();
    return new ConfigException(
        new Diagnostic(Severity.ALERT, at, "config : parsing [" + at + "]: " + text));
  }

  private void closeSection() {
    if (extraHeader != null && section != null) {
      extras.add(
          new ExtraSection(
              section.kind(),
              section.name(),
              new Section(extraHeader, extraStatements),
              section.build()));
    }
    extraHeader = null;
    extraStatements.clear();
    section = null;
    refused = false;
  }

  private void open(SectionKind kind, Statement statement) throws ConfigException {
    extraHeader = null;
    if (kind == SectionKind.GLOBAL) {
      section = global;
      if (statement.size() > 1) {
        throw new ConfigException(
            Diagnostic.parsing(
                Severity.ALERT,
                statement.words().get(1).location(),
                "'global' cannot handle unexpected argument '" + statement.word(1) + "'."));
      }
      return;
    }
    refused = true;
    SectionOpener.Header header = opener.open(kind, statement);
    section = header.draft();
    if (kind.isProxy()) {
      if (kind != SectionKind.DEFAULTS) {
        proxies.add(header.draft());
      }
      if (header.address() > 0) {
        headerAddress(statement, header);
      }
    } else {
      extraHeader = statement;
      if (!kind.works()) {
        arguments(kind.keyword(), statement, 1, Prefix.NONE)
            .unfinished("section " + kind.keyword(), true);
      }
    }
  }

  /** An old header with an address; what is none is said as HAProxy says it of all of them. */
  private void headerAddress(Statement statement, SectionOpener.Header header)
      throws ConfigException {
    Arguments line =
        arguments(header.draft().kind().keyword(), statement, header.address(), Prefix.NONE);
    try {
      registry.headerAddress().parse(line, header.draft());
    } catch (ConfigException e) {
      section = null;
      proxies.remove(header.draft());
      throw line.errorAt(0, "please use the 'bind' keyword for listening addresses.");
    }
  }

  private Arguments arguments(String name, Statement statement, int skip, Prefix prefix) {
    return new Arguments(name, statement, skip, prefix, environment, registry, reports());
  }

  /** Where the current section's lines report to. */
  private Reports reports() {
    SectionDraft draft = section;
    return new Reports(
        diagnostics, use -> unfinished.add(new Use(draft, use)), this::rewrite, global);
  }

  private void keyword(SectionDraft draft, Statement statement) throws ConfigException {
    if (extraHeader != null) {
      extraStatements.add(statement);
    }
    List<String> words = new ArrayList<>(statement.size());
    for (Word word : statement.words()) {
      words.add(word.text());
    }
    Prefix prefix = Prefix.NONE;
    if (words.get(0).equals("no") || words.get(0).equals("default")) {
      prefix = words.get(0).equals("no") ? Prefix.NO : Prefix.DEFAULT;
      words.remove(0);
    }
    Keyword keyword = words.isEmpty() ? null : registry.find(draft.kind(), words);
    boolean elsewhere =
        keyword == null
            && !words.isEmpty()
            && !words.get(0).equals("option")
            && registry.negatable(words.get(0));
    if (prefix != Prefix.NONE && !elsewhere && (keyword == null || !keyword.negatable())) {
      refuseNegation(statement, words);
    }
    if (keyword == null) {
      // The reference passes over unknown words there without one.
      boolean tolerated = draft.kind() == SectionKind.NAMESPACE_LIST;
      throw new ConfigException(
          Diagnostic.parsing(
              tolerated ? Severity.WARNING : Severity.ALERT,
              statement.location(),
              registry.unknown(draft.kind(), words)));
    }
    int skip = keyword.name().split(" ").length + (prefix == Prefix.NONE ? 0 : 1);
    Prefix heeded = keyword.negatable() ? prefix : Prefix.NONE;
    apply(keyword, arguments(keyword.name(), statement, skip, heeded), draft);
  }

  /** Reads the modern form of an old line. */
  private void rewrite(Rewrite rewrite) {
    diagnostics.accept(
        Diagnostic.parsing(Severity.WARNING, rewrite.old().location(), rewrite.warning()));
    rewrites.add(rewrite);
    for (List<Word> line : rewrite.modern()) {
      try {
        if (section != null) {
          keyword(section, new Statement(line, rewrite.old().location()));
        }
      } catch (ConfigException e) {
        diagnostics.accept(e.diagnostic());
      }
    }
  }

  /** HAProxy complains and then reads the line as if it were not negated, except for options. */
  private void refuseNegation(Statement statement, List<String> words) throws ConfigException {
    boolean option = !words.isEmpty() && words.get(0).equals("option") && words.size() > 1;
    if (option) {
      throw misplaced(
          statement, "negation/default is not supported for option '" + words.get(1) + "'.");
    }
    diagnostics.accept(misplaced(statement, NEGATABLE).diagnostic());
    if (words.isEmpty()) {
      words.add("");
    }
  }

  private static void apply(Keyword keyword, Arguments arguments, SectionDraft draft)
      throws ConfigException {
    SectionDraft target = draft;
    boolean option = keyword.name().startsWith("option ");
    if (option) {
      refuseMore(keyword, arguments);
    }
    if (!keyword.fits(draft.kind())) {
      // The arguments are still checked, for nothing.
      target = CHECKED_LATER.contains(keyword.name()) ? draft : draft.copy();
      if (keyword.name().startsWith("timeout ")) {
        keyword.parser().parse(arguments, target);
        arguments.warn(ignored(keyword, draft));
        return;
      }
      arguments.warn(ignored(keyword, draft));
    }
    if (!option) {
      refuseMore(keyword, arguments);
    }
    if (arguments.size() < keyword.minArguments() && !arguments.negated()) {
      throw arguments.error(
          "'"
              + keyword.name()
              + "' expects "
              + (keyword.minArguments() == 1 ? "an argument." : "arguments."));
    }
    keyword.parser().parse(arguments, target);
    if (target != draft) {
      return;
    }
    switch (keyword.state().status()) {
      case WORKS -> {}
      case NO_EFFECT, DORMANT ->
          arguments.diag("'" + keyword.name() + "' has no effect: " + keyword.state().note() + ".");
      case NOT_YET -> arguments.unfinished(keyword.name(), true);
      case REFUSED -> arguments.unfinished(keyword.name(), false);
    }
  }

  private static void refuseMore(Keyword keyword, Arguments arguments) throws ConfigException {
    int max = keyword.maxArguments();
    if (max >= 0 && arguments.size() > max) {
      throw arguments.errorAt(
          max,
          "'"
              + keyword.name()
              + "' cannot handle unexpected argument '"
              + arguments.get(max)
              + "'.");
    }
  }

  /** HAProxy's wording for a keyword in a proxy that cannot use it. */
  private static String ignored(Keyword keyword, SectionDraft draft) {
    String name = keyword.name();
    boolean timeout = name.startsWith("timeout ");
    if (name.startsWith("clitcpka")
        || name.startsWith("srvtcpka")
        || name.startsWith("rate-limit")) {
      return name
          + " will be ignored because "
          + draft.kind().keyword()
          + " '"
          + draft.name()
          + "' has no "
          + (keyword.capability() == Keyword.Capability.FRONTEND ? "frontend" : "backend")
          + " capability";
    }
    String shown =
        name.startsWith("option ")
            ? name.substring("option ".length())
            : timeout ? name : name.split(" ")[0];
    boolean frontend = keyword.capability() == Keyword.Capability.FRONTEND;
    String hint =
        switch (name) {
          case "maxconn" -> " Maybe you want 'fullconn' instead ?";
          case "fullconn" -> " Maybe you want 'maxconn' instead ?";
          default -> "";
        };
    return "'"
        + shown
        + (timeout ? "' will be ignored because " : "' ignored because ")
        + draft.kind().keyword()
        + " '"
        + draft.name()
        + "' has no "
        + (frontend ? "frontend" : "backend")
        + (timeout ? " capability" : " capability.")
        + hint;
  }

  /** The model of everything accepted so far. */
  ConfigModel build(List<Diagnostic> found) {
    closeSection();
    List<ProxyModel> models =
        proxies.stream()
            .map(
                draft ->
                    new ProxyModel(
                        draft.name(),
                        draft.kind(),
                        draft.location(),
                        draft.build(),
                        draft.defaultsName()))
            .toList();
    return new ConfigModel(
        global.build(),
        models,
        extras,
        found,
        unfinished.stream().filter(Use::counts).map(Use::what).toList(),
        rewrites);
  }
}

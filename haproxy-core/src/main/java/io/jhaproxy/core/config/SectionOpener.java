package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads section headers: names, {@code from}, old addresses, and which defaults apply. */
final class SectionOpener {
  private final Consumer<Diagnostic> diagnostics;
  private final Map<String, SectionDraft> defaults = new HashMap<>();
  private final Map<String, SectionDraft> frontends = new HashMap<>();
  private final Map<String, SectionDraft> backends = new HashMap<>();
  private @Nullable SectionDraft lastDefaults;

  SectionOpener(Consumer<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * An opened section.
   *
   * @param draft the section, with what it inherits
   * @param address index of an address word in the header; 0 = none
   */
  record Header(SectionDraft draft, int address) {}

  /**
   * Opens a section.
   *
   * @throws ConfigException if the header is refused; a proxy's lines are then not read
   */
  Header open(SectionKind kind, Statement statement) throws ConfigException {
    String name = statement.word(1);
    if (name.equals("from") && kind == SectionKind.DEFAULTS && statement.size() == 3) {
      name = "";
    }
    if (!kind.isProxy()) {
      return openExtra(kind, statement, name);
    }
    if (kind != SectionKind.DEFAULTS) {
      if (name.isEmpty()) {
        throw error(statement, 0, "'" + kind.keyword() + "' expects an <id> argument").last();
      }
      int bad = badCharacter(name);
      if (bad >= 0) {
        ConfigException refusal =
            error(
                statement,
                1,
                "character '"
                    + name.charAt(bad)
                    + "' is not permitted in '"
                    + kind.keyword()
                    + "' name '"
                    + name
                    + "'.");
        diagnostics.accept(refusal.diagnostic());
      }
    }
    return openProxy(kind, statement, name);
  }

  private Header openExtra(SectionKind kind, Statement statement, String name)
      throws ConfigException {
    if (kind == SectionKind.NAMESPACE_LIST) {
      return new Header(new SectionDraft(kind, "", statement.location(), null), 0);
    }
    HeaderWording wording = HeaderWording.of(kind);
    if (name.isEmpty()) {
      refuse(error(statement, 0, wording.missingName()), wording.readsOnWithoutName());
    }
    int bad = wording.badName().isEmpty() ? -1 : badCharacter(name);
    if (bad >= 0) {
      String text = wording.badName(name.charAt(bad), name);
      refuse(error(statement, 1, text), wording.readsOnWithBadName());
    }
    if (statement.size() > 2 && wording.moreWords() != HeaderWording.MoreWords.IGNORED) {
      refuse(
          unexpected(kind, statement, 2), wording.moreWords() == HeaderWording.MoreWords.REFUSED);
    }
    return new Header(new SectionDraft(kind, name, statement.location(), null), 0);
  }

  private void refuse(ConfigException refusal, boolean readsOn) throws ConfigException {
    if (!readsOn) {
      throw refusal.last();
    }
    diagnostics.accept(refusal.diagnostic());
  }

  private static ConfigException unexpected(SectionKind kind, Statement statement, int word) {
    return error(
        statement,
        word,
        "'"
            + kind.keyword()
            + "' cannot handle unexpected argument '"
            + statement.word(word)
            + "'.");
  }

  private Header openProxy(SectionKind kind, Statement statement, String name)
      throws ConfigException {
    int next = name.isEmpty() ? 1 : 2;
    int address = 0;
    if (kind.isFrontend() && statement.size() > next && !statement.word(next).equals("from")) {
      address = next++;
      while (statement.size() > next && !statement.word(next).equals("from")) {
        next++;
      }
    }
    SectionDraft parent = kind == SectionKind.DEFAULTS ? null : lastDefaults;
    if (statement.word(next).equals("from")) {
      parent = namedDefaults(kind, statement, next + 1, name);
      next += 2;
    }
    if (next < statement.size()) {
      if (kind != SectionKind.DEFAULTS) {
        throw unexpected(kind, statement, next);
      }
      Diagnostic left = unexpected(kind, statement, next).diagnostic();
      diagnostics.accept(new Diagnostic(Severity.WARNING, left.location(), left.message()));
    }
    SectionDraft draft = new SectionDraft(kind, name, statement.location(), parent);
    if (kind == SectionKind.BACKEND) {
      draft.unset(ProxyKeys.DEFAULT_BACKEND);
    }
    if (kind == SectionKind.DEFAULTS) {
      defaults.put(name, draft);
      lastDefaults = draft;
    } else {
      warnAboutDuplicate(draft);
    }
    return new Header(draft, address);
  }

  private SectionDraft namedDefaults(SectionKind kind, Statement statement, int at, String name)
      throws ConfigException {
    String wanted = statement.word(at);
    if (wanted.isEmpty()) {
      throw error(statement, at - 1, "'from' expects the name of a 'defaults' section.");
    }
    SectionDraft found = defaults.get(wanted);
    if (found == null) {
      throw error(
              statement,
              at,
              "defaults section '"
                  + wanted
                  + "' not found for "
                  + kind.keyword()
                  + " '"
                  + name
                  + "'.")
          .last();
    }
    return found;
  }

  private void warnAboutDuplicate(SectionDraft draft) {
    SectionDraft other = null;
    if (draft.kind().isFrontend()) {
      other = frontends.putIfAbsent(draft.name(), draft);
    }
    if (draft.kind().isBackend()) {
      SectionDraft backend = backends.putIfAbsent(draft.name(), draft);
      // HAProxy takes a listen section of the same name behind a backend.
      other = draft.kind() == SectionKind.BACKEND ? backend : other;
    }
    if (other == null) {
      return;
    }
    diagnostics.accept(
        new Diagnostic(
            Severity.ALERT,
            draft.location(),
            "config : Parsing ["
                + draft.location()
                + "]: "
                + title(draft.kind())
                + " '"
                + draft.name()
                + "' has the same name as "
                + title(other.kind())
                + " '"
                + other.name()
                + "' declared at "
                + other.location()
                + "."));
  }

  /** What messages call a proxy. */
  static String title(SectionKind kind) {
    return kind == SectionKind.LISTEN ? "proxy" : kind.keyword();
  }

  private static int badCharacter(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean good =
          c < 128 && Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
      if (!good) {
        return i;
      }
    }
    return -1;
  }

  private static ConfigException error(Statement statement, int word, String text) {
    Location at = statement.words().get(Math.min(word, statement.size() - 1)).location();
    return new ConfigException(Diagnostic.parsing(Severity.ALERT, at, text));
  }
}

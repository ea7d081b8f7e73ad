package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Place;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Shared;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.core.sample.Userlist;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of a section's lines while they are read: names of backends, servers and
 * userlists may be declared later, so each is noted as a {@link NameReference} and taken for given.
 */
final class CheckedNames implements Surroundings {
  private static final VariableNames VARIABLES = new VariableNames();

  private final String proxyName;
  private final SectionKind section;
  private final List<NameReference> references = new ArrayList<>();
  private @Nullable Arguments line;
  private String place = "";
  private String tcpRules = "";
  private Location spot = Location.NOWHERE;
  private int ordinal;

  /** The names of a section, beginning with its first line that is checked. */
  CheckedNames(String proxyName, SectionKind section, Arguments line) {
    this.proxyName = proxyName;
    this.section = section;
    this.line = line;
  }

  /** Names outside of any proxy: nothing is noted. */
  CheckedNames() {
    this.proxyName = "";
    this.section = SectionKind.LISTEN;
  }

  /**
   * Goes to a line.
   *
   * @param newPlace where conditions of the line are evaluated, such as {@code frontend use-backend
   *     rule}
   * @param newTcpRules such as {@code tcp-request content}; empty for other lines
   */
  void moveTo(Arguments newLine, String newPlace, String newTcpRules) {
    line = newLine;
    place = newPlace;
    tcpRules = newTcpRules;
    references.clear();
    at(newLine.location());
  }

  @Override
  public Shared shared() {
    Arguments known = line;
    return known == null
        ? new Shared()
        : known.globalOnce(RuleKeys.SHARED, () -> Optional.of(new Shared())).orElseThrow();
  }

  @Override
  public void at(Location location) {
    spot = location.wholeLine();
    ordinal = 0;
  }

  @Override
  public Place place() {
    return new Place(spot, ordinal++);
  }

  /** The names that the line used. */
  List<NameReference> references() {
    return references;
  }

  @Override
  public String proxyName() {
    return proxyName;
  }

  private void note(NameReference.Kind kind, String name) {
    if (line != null) {
      references.add(NameReference.of(kind, name, line));
    }
  }

  @Override
  public boolean isFrontend() {
    return section != SectionKind.BACKEND;
  }

  @Override
  public boolean isBackend() {
    return section != SectionKind.FRONTEND;
  }

  @Override
  public BackendLoad backend(String name) {
    note(NameReference.Kind.BACKEND, name);
    return new AnyBackend(name);
  }

  @Override
  public FrontendLoad frontend(String name) {
    note(NameReference.Kind.FRONTEND, name);
    return new FrontendLoad() {
      @Override
      public int connections() {
        return 0;
      }

      @Override
      public int sessionRate() {
        return 0;
      }
    };
  }

  @Override
  public Userlist userlist(String name) {
    note(NameReference.Kind.USERLIST, name);
    return new Userlist(Map.of());
  }

  @Override
  public boolean usesTable(String name, String keyword, int argument, boolean converter) {
    if (line != null) {
      references.add(NameReference.of(name, new TableUse(keyword, argument, converter), line));
    }
    return true;
  }

  /** An action tracks an entry of a table. */
  @Override
  public void tracks(String table, String action, @Nullable SampleType type, boolean needsContent) {
    if (line != null) {
      references.add(
          new NameReference(
              NameReference.Kind.TABLE,
              table,
              action,
              false,
              line.location(),
              TableUse.tracking(action, type, needsContent)));
    }
  }

  @Override
  public byte @Nullable [] errorFile(String name, int status) {
    note(NameReference.Kind.ERRORS, name + "/" + status);
    return null;
  }

  @Override
  public VariableNames variableNames() {
    return VARIABLES;
  }

  @Override
  public @Nullable String environment(String name) {
    return line == null ? null : line.environment().get(name);
  }

  @Override
  public String hostName() {
    return "localhost";
  }

  @Override
  public List<String> readLines(String path) throws IOException {
    try {
      return Files.readAllLines(Path.of(path), StandardCharsets.ISO_8859_1);
    } catch (InvalidPathException e) {
      throw new IOException(e);
    }
  }

  @Override
  public int random(int bound) {
    return 0;
  }

  @Override
  public void warn(String message) {
    if (line != null) {
      line.warn(message);
    }
  }

  @Override
  public void neverMatches(String what, String why, Phase phase) {
    warn(
        what
            + " will never match"
            + (tcpRules.isEmpty() ? "" : " in '" + tcpRules + "'")
            + " because it "
            + why
            + " incompatible with '"
            + place
            + "'");
  }

  @Override
  public void lacksPatterns(String criterion) {
    if (line == null) {
      return;
    }
    line.report(
        new Diagnostic(
            Severity.WARNING,
            line.location(),
            "config : parsing acl keyword '"
                + criterion
                + "' :\n"
                + "  no pattern to match against were provided, so this ACL will never match.\n"
                + "  If this is what you intended, please add '--' to get rid of this warning.\n"
                + "  If you intended to match only for existence, please use '-m found'.\n"
                + "  If you wanted to force an int to match as a bool, please use '-m bool'.\n"));
  }

  /** What is not implemented is said when the rules are compiled. */
  @Override
  public void unfinished(String message) {}

  /** A backend that may have any server. */
  private final class AnyBackend implements BackendLoad {
    private final String name;

    AnyBackend(String name) {
      this.name = name;
    }

    @Override
    public int usableServers() {
      return 0;
    }

    @Override
    public int connections() {
      return 0;
    }

    @Override
    public int queued() {
      return 0;
    }

    @Override
    public int sessionRate() {
      return 0;
    }

    @Override
    public ServerLoad server(String server) {
      if (!references.isEmpty()) {
        references.remove(references.size() - 1);
      }
      note(NameReference.Kind.SERVER, name + "/" + server);
      return new ServerLoad() {
        @Override
        public boolean isUp() {
          return false;
        }

        @Override
        public int connections() {
          return 0;
        }

        @Override
        public int queued() {
          return 0;
        }
      };
    }
  }
}

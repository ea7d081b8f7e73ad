package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigEdit;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ConfigText;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.runtime.RuntimeConfiguration;
import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the running configuration: its text is edited, read again and put in place as by a
 * reload, but with the servers that were added at run time. A reload from the files forgets them.
 */
final class ConfigChanges implements RuntimeConfiguration {
  /** Words that begin what is no line of a section. */
  private static final Set<String> DIRECTIVES =
      Set.of(".if", ".elif", ".else", ".endif", ".diag", ".notice", ".warning", ".alert");

  private final Engine engine;
  private volatile @Nullable RunningText running;

  ConfigChanges(Engine engine) {
    this.engine = engine;
  }

  /** The files were read; from now on this is the running configuration. */
  void running(RunningText read) {
    running = read;
  }

  /** One edit of the text. */
  private interface Change {
    void apply(ConfigEdit edit) throws RefusedException;
  }

  /** A text with what stands in it. */
  record Looked(RunningText running, ConfigEdit edit) {}

  /** What is in the running text. */
  Looked look() throws RefusedException {
    RunningText known = running;
    if (known == null) {
      throw new RefusedException("The text of the configuration was not kept.");
    }
    List<Statement> statements = new ArrayList<>();
    known.text().read(known.environment().get(), known.registry().get(), statements::add);
    return new Looked(known, new ConfigEdit(known.text(), statements));
  }

  private List<String> change(Change change) throws RefusedException {
    RunningText known = running;
    if (known == null) {
      throw new RefusedException("The text of the configuration was not kept.");
    }
    CompletableFuture<Object> done = new CompletableFuture<>();
    known
        .executor()
        .execute(
            () -> {
              try {
                done.complete(apply(change));
              } catch (RefusedException refused) {
                done.complete(refused);
              } catch (RuntimeException | Error failure) {
                done.completeExceptionally(failure);
              }
            });
    Object outcome = done.join();
    if (outcome instanceof RefusedException refused) {
      throw refused;
    }
    return outcome instanceof Outcome good ? good.warnings() : List.of();
  }

  private record Outcome(List<String> warnings) {}

  private synchronized Outcome apply(Change change) throws RefusedException {
    Looked looked = look();
    change.apply(looked.edit());
    ConfigText next = looked.edit().apply();
    RunningText known = looked.running();
    Inventory inventory = new Inventory();
    ConfigModel model =
        next.read(known.environment().get(), known.registry().get(), inventory::add);
    refuseErrors(model);
    if (!Verdict.listensForClients(model)) {
      throw new RefusedException("No frontend would listen any more.");
    }
    try {
      List<String> warnings =
          engine.edit(model, inventory.items(), known.maxconn().applyAsInt(model));
      running = known.with(next);
      return new Outcome(warnings);
    } catch (StartException refused) {
      throw new RefusedException(String.join("\n", refused.lines()));
    }
  }

  private static void refuseErrors(ConfigModel model) throws RefusedException {
    if (model.hasErrors()) {
      throw new RefusedException(
          model.diagnostics().stream()
              .filter(Diagnostic::fatal)
              .filter(each -> each.severity() == Severity.ALERT)
              .map(each -> each.message().strip())
              .filter(text -> !text.contains("rror(s) found") && !text.contains("Fatal errors"))
              .collect(Collectors.joining("\n")));
    }
    if (!model.unfinished().isEmpty()) {
      throw new RefusedException(model.unfinished().get(0).warning().message());
    }
  }

  @Override
  public List<String> add(Proxy wanted) throws RefusedException {
    return change(edit -> add(edit, wanted));
  }

  private static void add(ConfigEdit edit, Proxy wanted) throws RefusedException {
    boolean backend = wanted.kind().equals("backend");
    if (edit.proxy(wanted.name(), backend) != null) {
      throw new RefusedException("Already exists a proxy of that name.");
    }
    refuseOtherSections(wanted.lines());
    List<String> header = new ArrayList<>(List.of(wanted.kind(), wanted.name()));
    List<String> lines = new ArrayList<>();
    wanted.lines().forEach(line -> lines.add("    " + line.strip()));
    if (wanted.like().isEmpty()) {
      if (!wanted.from().isEmpty()) {
        if (!edit.hasDefaults(wanted.from())) {
          throw new RefusedException("No such defaults section.");
        }
        header.addAll(List.of("from", wanted.from()));
      }
      lines.add(0, ConfigEdit.line(header));
      lines.add(0, "");
      edit.append(lines);
      return;
    }
    ConfigEdit.Section model = edit.proxy(wanted.like(), backend);
    if (model == null) {
      throw new RefusedException("No such " + wanted.kind() + ".");
    }
    List<String> old = ConfigEdit.words(model.header());
    int from = old.indexOf("from");
    if (from > 1) {
      header.addAll(old.subList(from, old.size()));
    }
    List<String> copied = new ArrayList<>(List.of("", ConfigEdit.line(header)));
    for (Statement statement : model.lines()) {
      if (isCopied(statement, model.kind(), backend)) {
        copied.add(edit.raw(statement));
      }
    }
    copied.addAll(lines);
    // Directly behind, so that the same defaults section holds for both.
    edit.append(model, copied);
  }

  /** Numbers and addresses are not for two; a listen section has lines of both sides. */
  private static boolean isCopied(Statement line, SectionKind kind, boolean backend) {
    return switch (line.word(0)) {
      case "id", "bind" -> false;
      case "server", "server-template", "default-server" -> backend || kind == SectionKind.LISTEN;
      default -> true;
    };
  }

  private static void refuseOtherSections(List<String> lines) throws RefusedException {
    for (String line : lines) {
      String first = line.strip().split("\\s", 2)[0];
      if (SectionKind.of(first) != null || DIRECTIVES.contains(first)) {
        throw new RefusedException("'" + first + "' is no line of a section.");
      }
    }
  }

  private static ConfigEdit.Section find(ConfigEdit edit, String name, boolean backend)
      throws RefusedException {
    ConfigEdit.Section found = edit.proxy(name, backend);
    if (found == null) {
      throw new RefusedException("No such " + (backend ? "backend" : "frontend") + ".");
    }
    return found;
  }

  @Override
  public List<String> delete(String kind, String name) throws RefusedException {
    return change(
        edit -> {
          ConfigEdit.Section found = find(edit, name, kind.equals("backend"));
          if (found.kind() == SectionKind.LISTEN) {
            throw new RefusedException("'" + name + "' is a listen section.");
          }
          edit.remove(found);
        });
  }

  @Override
  public List<String> addBind(String frontend, List<String> words) throws RefusedException {
    return change(
        edit -> {
          ConfigEdit.Section section = find(edit, frontend, false);
          List<String> line = new ArrayList<>(List.of("bind"));
          line.addAll(words);
          String text = edit.indentation(section) + ConfigEdit.line(line);
          Statement last = section.header();
          for (Statement each : section.lines()) {
            last = each.word(0).equals("bind") ? each : last;
          }
          edit.insertBehind(last, List.of(text));
        });
  }

  @Override
  public List<String> deleteBind(String frontend, String which) throws RefusedException {
    return change(edit -> deleteBind(edit, find(edit, frontend, false), which));
  }

  private static void deleteBind(ConfigEdit edit, ConfigEdit.Section section, String which)
      throws RefusedException {
    for (Statement line : section.lines()) {
      if (!line.word(0).equals("bind")) {
        continue;
      }
      List<String> words = ConfigEdit.words(line);
      int name = words.indexOf("name");
      boolean named = name > 1 && name + 1 < words.size() && words.get(name + 1).equals(which);
      List<String> addresses = new ArrayList<>(List.of(line.word(1).split(",")));
      if (named || (addresses.contains(which) && addresses.size() == 1)) {
        edit.replace(line, List.of());
        return;
      }
      if (addresses.remove(which)) {
        words = new ArrayList<>(words);
        words.set(1, String.join(",", addresses));
        edit.replace(line, List.of(edit.rewritten(line, words)));
        return;
      }
    }
    throw new RefusedException("No such listener.");
  }

  @Override
  public List<String> save(String file) throws RefusedException {
    Looked looked = look();
    new RunningState(engine.generation()).write(looked.edit());
    return SavedFiles.write(looked.edit().apply(), file);
  }
}

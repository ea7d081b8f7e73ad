package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.keepalived.LineReader;
import io.jhaproxy.grammar.keepalived.SyntaxTree;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Problem;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.vrrp.config.Keyword.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** From keepalived.conf to the model. */
public final class ConfigReader {
  /** Exit status of {@code -t} when a keyword lacks a parameter: nothing can be run. */
  public static final int INCOMPLETE_LINE = 2;

  /** Exit status of {@code -t} when a file that must exist does not. */
  public static final int NO_FILE = 6;

  private ConfigReader() {}

  /**
   * Reads a file with everything it includes. Never fails: what is wrong is told in the messages,
   * and the model holds what could be read.
   *
   * @param file the file; messages name it as given
   * @param configId what {@code @ID} lines are compared with; null for the host name
   * @param allFilesMustExist {@code --all-config}: every include must match
   * @param interfaces the interfaces of the machine
   */
  public static ConfigResult read(
      Path file, @Nullable String configId, boolean allFilesMustExist, InterfaceNames interfaces) {
    ConfigDraft draft = new ConfigDraft(HostName.get(), interfaces, Accounts.ofSystem());
    return read(file, configId, allFilesMustExist, draft);
  }

  /**
   * Reads the file of another machine: every interface is there, and scripts are taken as they
   * stand without a look for their executables.
   */
  public static ConfigResult readElsewhere(
      Path file, @Nullable String configId, boolean allFilesMustExist) {
    ConfigDraft draft = new ConfigDraft(HostName.get(), name -> true, Accounts.ofSystem());
    draft.elsewhere = true;
    return read(file, configId, allFilesMustExist, draft);
  }

  private static ConfigResult read(
      Path file, @Nullable String configId, boolean allFilesMustExist, ConfigDraft draft) {
    try {
      LineReader reader = reader(configId, allFilesMustExist);
      return read(reader.read(file), draft);
    } catch (IOException e) {
      draft.messages().note("Config files missing '" + file + "'.");
      return new ConfigResult(
          draft.build(), draft.messages().all(), allFilesMustExist ? NO_FILE : 0);
    }
  }

  /** Reads a text as if it were that file on a machine of that name; for tests and simulations. */
  public static ConfigResult readText(
      Path file, String text, String hostName, InterfaceNames interfaces) {
    ConfigDraft draft = new ConfigDraft(hostName, interfaces, Accounts.ofSystem());
    return read(reader(hostName, false).read(file, text), draft);
  }

  private static LineReader reader(@Nullable String configId, boolean allFilesMustExist) {
    LineReader reader = new LineReader(configId == null ? HostName.get() : configId, new Random());
    return allFilesMustExist ? reader.allFilesMustExist() : reader;
  }

  private static ConfigResult read(SyntaxTree tree, ConfigDraft draft) {
    Messages messages = draft.messages();
    for (Problem problem : tree.problems()) {
      Location where = problem.location();
      messages.note("(Line " + where.line() + ") " + problem.text());
    }
    if (tree.incomplete()) {
      return new ConfigResult(draft.build(), messages.all(), NO_FILE);
    }
    boolean complete = true;
    for (Owner owner : Owner.values()) {
      messages.withFile(owner != Owner.PARENT);
      try {
        new BlockReader(tree, Registry.keepalived(), owner, draft).read();
      } catch (MissingParameter e) {
        complete = false;
        break;
      }
    }
    if (!complete) {
      return new ConfigResult(draft.build(), messages.all(), INCOMPLETE_LINE);
    }
    new ModelChecks(draft).run();
    return new ConfigResult(draft.build(), messages.all(), messages.testStatus());
  }
}

package io.jhaproxy.vrrp.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the executables of scripts, and whether somebody but root could replace one that root
 * would run.
 */
final class ScriptChecks {
  private static final int GROUP_OR_OTHER_WRITE = 0022;
  private static final int STICKY = 01000;

  private final ConfigDraft draft;
  private final Messages messages;
  private boolean anyScript;
  private boolean insecure;

  ScriptChecks(ConfigDraft draft) {
    this.draft = draft;
    this.messages = draft.messages();
  }

  /** Resolves all scripts; what cannot be run is left out and told. */
  void run() {
    List<ScriptModel> found = new ArrayList<>();
    for (ScriptDraft script : draft.scripts) {
      ScriptModel model = script(script);
      if (model != null) {
        found.add(model);
      }
    }
    draft.checkedScripts = found;
    if (draft.elsewhere) {
      return;
    }
    draft.instances.forEach(instance -> commands(instance.notify));
    draft.groups.forEach(group -> commands(group.notify));
    fifo(draft.global.fifo);
    fifo(draft.global.vrrpFifo);
    if (anyScript && !draft.global.scriptSecurity) {
      messages.security(
          "SECURITY VIOLATION - scripts are being executed but script_security not enabled."
              + (insecure ? " There are insecure scripts." : ""));
    }
  }

  private @Nullable ScriptModel script(ScriptDraft script) {
    Command command = script.command;
    if (draft.elsewhere && command != null) {
      return script.build(command);
    }
    Path path = command == null ? null : ScriptPath.find(command.words().get(0));
    if (command == null || path == null) {
      messages.error("Disabling track script " + script.name + " since not found/accessible");
      return null;
    }
    if (Files.isDirectory(path) || (draft.global.scriptSecurity && insecure(path, script.user))) {
      messages.error("Disabling track script " + script.name + " due to insecure");
      return null;
    }
    String user = script.user == null ? command.user() : script.user;
    String group = script.user == null ? command.group() : script.group;
    return script.build(resolved(command, path, user, group));
  }

  private void commands(NotifyDraft notify) {
    for (Map.Entry<String, Command> entry : new ArrayList<>(notify.commands.entrySet())) {
      Command resolved = resolve(entry.getValue());
      if (resolved == null) {
        notify.commands.remove(entry.getKey());
      } else {
        notify.commands.put(entry.getKey(), resolved);
      }
    }
  }

  private void fifo(GlobalDraft.FifoDraft fifo) {
    Command script = fifo.script;
    fifo.script = script == null ? null : resolve(script);
  }

  /** The command with its executable found; null if it cannot be run, which is not an error. */
  private @Nullable Command resolve(Command command) {
    Path path = ScriptPath.find(command.words().get(0));
    String user = command.user();
    if (path == null || (user != null && !draft.accounts().user(user))) {
      messages.atStart(
          "WARNING - default user or script `"
              + command.words().get(0)
              + "` for a notification does not exist - ignoring");
      return null;
    }
    if (draft.global.scriptSecurity && insecure(path, user)) {
      messages.atStart("Unsafe permissions found for script '" + path + "' - disabling.");
      return null;
    }
    return resolved(command, path, user, command.group());
  }

  private Command resolved(
      Command command, Path path, @Nullable String user, @Nullable String group) {
    String name = command.words().get(0);
    if (name.indexOf('/') < 0) {
      messages.atStart(
          "WARNING - script `"
              + name
              + "` resolved by path search to `"
              + path
              + "`. Please specify full path.");
    }
    anyScript = true;
    insecure |= insecure(path, user);
    List<String> words = new ArrayList<>(command.words());
    words.set(0, real(path));
    String account = user == null ? draft.global.effectiveScriptUser(draft.accounts()) : user;
    String accountGroup = user == null ? draft.global.scriptGroup : group;
    return new Command(words, account, accountGroup, command.text());
  }

  /** The file itself: keepalived 2.2.7 resolves symbolic links. */
  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toString();
    }
  }

  /** Whether somebody but root may write the file or a directory above it, while root runs it. */
  private boolean insecure(Path script, @Nullable String user) {
    String account = user == null ? draft.global.effectiveScriptUser(draft.accounts()) : user;
    if (account != null && !account.equals("root") && !account.equals("0")) {
      return false;
    }
    try {
      for (Path path = script.toRealPath(); path != null; path = path.getParent()) {
        Map<String, Object> facts =
            Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) facts.getOrDefault("mode", 0);
        boolean directory = Files.isDirectory(path);
        boolean byOthers =
            (mode & GROUP_OR_OTHER_WRITE) != 0 && !(directory && (mode & STICKY) != 0);
        if (byOthers || !Integer.valueOf(0).equals(facts.get("uid"))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}

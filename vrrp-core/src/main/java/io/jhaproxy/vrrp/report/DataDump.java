package io.jhaproxy.vrrp.report;

import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.config.SyncGroupModel;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;

/**
 * The data dump (signal USR1, keepalived.data): what was configured and how it stands, section by
 * section in keepalived's words. What this program does not have (checkers, BFD, SNMP, file
 * descriptors of its sockets) is left out.
 */
public final class DataDump {
  private final StringBuilder out = new StringBuilder();

  private DataDump() {}

  /** The whole file. */
  public static String of(KeepalivedModel model, VrrpMachine machine, WallClock clock) {
    DataDump dump = new DataDump();
    dump.section("Global definitions");
    new GlobalText(dump).write(model.global());
    dump.section("VRRP Topology");
    for (VrrpInstance instance : machine.instances()) {
      new InstanceText(dump, instance, clock).write();
    }
    if (!model.syncGroups().isEmpty()) {
      dump.section("VRRP Sync groups");
      model.syncGroups().forEach(dump::group);
    }
    if (!model.scripts().isEmpty()) {
      dump.section("VRRP Scripts");
      model.scripts().forEach(dump::script);
    }
    return dump.out.toString();
  }

  void section(String name) {
    out.append("------< ").append(name).append(" >------\n");
  }

  /** One line, indented by a number of blanks. */
  void line(int indent, String text) {
    out.append(" ".repeat(indent)).append(text).append('\n');
  }

  /** {@code NAME = VALUE}. */
  void value(int indent, String name, Object value) {
    line(indent, name + " = " + value);
  }

  private void group(SyncGroupModel group) {
    value(1, "VRRP Sync Group", group.name());
    line(3, "VRRP member instances :");
    group.members().forEach(member -> line(5, member));
    line(3, "Using smtp notification = " + (group.notifyOptions().smtpAlert() ? "yes" : "no"));
    InstanceText.commands(this, group.notifyOptions());
  }

  private void script(ScriptModel script) {
    value(1, "VRRP Script", script.name());
    value(3, "Command", ModelText.command(script.command()));
    value(3, "Interval", script.interval().toSeconds() + " sec");
    value(3, "Timeout", script.timeout().toSeconds() + " sec");
    value(3, "Weight", script.weight() + (script.reverse() ? " reverse" : ""));
    value(3, "Rise", script.rise());
    value(3, "Fall", script.fall());
    value(3, "Init state", script.initFail() ? "failed" : "unknown");
  }
}

package io.jhaproxy.vrrp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No keyword is ignored in silence: what keywords fill in the drafts reaches the model or a check,
 * and what is in the model is looked at by something that neither reads nor shows configurations.
 */
class SilenceTest {
  private static final String CONFIG = "io.jhaproxy.vrrp.config";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.jhaproxy.vrrp");

  /** Parts of the model that nothing here looks at, with what makes that honest. */
  private static final Map<String, String> SAID_ELSEWHERE =
      Map.ofEntries(
          Map.entry("AddressModel.trackGroup", "track_group is declared without effect"),
          Map.entry("Command.text", "for dumps; what runs are its words"),
          Map.entry("GarpOptions.extraInterface", "garp_extra_if is declared without effect"),
          Map.entry("GarpOptions.extraInterfaceAll", "garp_extra_if is declared without effect"),
          Map.entry("GlobalDefs.dynamicInterfaces", "the checks while reading; the run always can"),
          Map.entry("GlobalDefs.instance", "the process"),
          Map.entry("GlobalDefs.networkNamespace", "the process"),
          Map.entry("GlobalDefs.process", "the process"),
          Map.entry("GlobalDefs.scheduling", "the process"),
          Map.entry("GlobalDefs.scripts", "the process; accounts are in each command"),
          Map.entry("GlobalDefs.usePidDirectory", "the process"),
          Map.entry("GlobalDefs.defaults", "in the instances; kept for dumps"),
          Map.entry("InstanceModel.location", "where a message points to"),
          Map.entry("KeepalivedModel.trackGroups", "track_group is declared without effect"),
          Map.entry("KeepalivedModel.unsupported", "the process tells them"),
          Map.entry("RouteModel.text", "for dumps"),
          Map.entry("RouteModel.track", "docs/compatibility.md: removals are not followed"),
          Map.entry("RouteModel.trackGroup", "track_group is declared without effect"),
          Map.entry("RuleModel.text", "for dumps"),
          Map.entry("RuleModel.track", "docs/compatibility.md: removals are not followed"),
          Map.entry("RuleModel.trackGroup", "track_group is declared without effect"),
          Map.entry("ScriptModel.reverse", "in what is tracked"),
          Map.entry("ScriptModel.weight", "in what is tracked"),
          Map.entry("SyncGroupModel.location", "where a message points to"),
          Map.entry("SyncGroupModel.trackingWeight", "the checks while reading"),
          Map.entry("TrackFileModel.reverse", "in what is tracked"),
          Map.entry("TrackFileModel.weight", "in what is tracked"),
          Map.entry("TrackProcessModel.reverse", "in what is tracked"),
          Map.entry("TrackProcessModel.weight", "in what is tracked"));

  /** Records of the model that are not settings, or that the process alone looks at. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "ConfigMessage",
          "ConfigResult",
          "GlobalDefs$Defaults",
          "GlobalDefs$Process",
          "GlobalDefs$Scheduling",
          "GlobalDefs$Scripts",
          "Keyword",
          "MacAddress",
          "TrackGroupModel",
          "UnsupportedBlock");

  /** Fields of drafts that only keywords look at, with what makes that honest. */
  private static final Map<String, String> ONLY_WHILE_READING =
      Map.ofEntries(
          Map.entry("ConfigDraft.bfdHasNeighbor", "there is no BFD"),
          Map.entry("ConfigDraft.bfdInstances", "there is no BFD"),
          Map.entry("ConfigDraft.bfdName", "there is no BFD"),
          Map.entry("ConfigDraft.checker", "there are no checkers"),
          Map.entry("ConfigDraft.garpGroup", "becomes a model at its end"),
          Map.entry("ConfigDraft.trackGroup", "becomes a model at its end"),
          Map.entry("GlobalDraft.syncDaemon", "there is no IPVS"),
          Map.entry("InstanceDraft.vrf", "declared without effect"),
          Map.entry("VirtualServerDraft.weight", "there is no IPVS"));

  @Test
  void everyFieldOfADraftIsTakenOver() {
    Set<String> silent = new TreeSet<>();
    CLASSES.stream()
        .filter(type -> type.getPackageName().equals(CONFIG))
        .filter(type -> type.getSimpleName().matches("(?!Checker).+Draft"))
        .filter(type -> !type.getName().contains("$") || type.getName().contains("FifoDraft"))
        .flatMap(type -> type.getFields().stream())
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> field.getAccessesToSelf().stream().noneMatch(SilenceTest::takesOver))
        .forEach(field -> silent.add(name(field.getOwner(), field.getName())));
    assertThat(silent)
        .as("what only keywords look at")
        .isEqualTo(new TreeSet<>(ONLY_WHILE_READING.keySet()));
  }

  @Test
  void everyPartOfTheModelIsLookedAt() {
    Set<String> silent = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (!type.getPackageName().equals(CONFIG) || !type.isRecord()) {
        continue;
      }
      for (JavaField field : type.getFields()) {
        boolean component = !field.getModifiers().contains(JavaModifier.STATIC);
        boolean setting = isPublic(type) && !NO_SETTINGS.contains(name(type));
        if (component && setting && !looked(type, field)) {
          silent.add(name(type, field.getName()));
        }
      }
    }
    assertThat(silent)
        .as("parts of the model that nothing looks at")
        .isEqualTo(new TreeSet<>(SAID_ELSEWHERE.keySet()));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean looked(JavaClass type, JavaField component) {
    JavaMethod accessor = type.getMethod(component.getName());
    return Stream.concat(
            accessor.getCallsOfSelf().stream().map(c -> c.getOriginOwner()),
            accessor.getReferencesToSelf().stream().map(c -> c.getOriginOwner()))
        .anyMatch(
            c -> !c.getPackageName().equals(CONFIG) && !c.getPackageName().endsWith(".report"));
  }

  private static boolean takesOver(JavaFieldAccess access) {
    if (access.getAccessType() != JavaFieldAccess.AccessType.GET) {
      return false;
    }
    String outer = access.getOriginOwner().getName().replaceAll("\\$.*", "");
    return !outer.matches(".*(Keywords|Reader)");
  }

  private static String name(JavaClass type, String member) {
    return name(type) + "." + member;
  }

  private static String name(JavaClass type) {
    return type.getName().replaceAll(".*\\.", "");
  }
}

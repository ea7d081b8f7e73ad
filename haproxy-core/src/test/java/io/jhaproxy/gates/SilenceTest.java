package io.jhaproxy.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.SettingKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No keyword is ignored in silence: every key that a keyword fills is looked at by something that
 * does not read configurations, or its keyword is declared as not implemented.
 */
class SilenceTest {
  /** Keys that are filled and not looked at, with what makes that honest. */
  private static final Map<String, String> SAID_ELSEWHERE =
      Map.ofEntries(
          Map.entry("BackendKeys.DEFAULT_SERVER", "the server lines take it over"),
          Map.entry("BindKeys.NICE", "declared without effect"),
          Map.entry("CheckKeys.OWN_HTTP_CHECK", "a warning when the model is checked"),
          Map.entry("CheckKeys.OWN_TCP_CHECK", "a warning when the model is checked"),
          Map.entry("MailKeys.ANY", "a warning when the model is checked"),
          Map.entry("LogKeys.FORMAT_SOURCE", "a warning about a later line"),
          Map.entry("GlobalKeys.DAEMON", "the process"),
          Map.entry("GlobalKeys.EXPERIMENTAL", "asked when a later line is read"),
          Map.entry("GlobalKeys.LOCAL_PEER", "the peers sections, which are not implemented"),
          Map.entry("GlobalKeys.GRACE", "the process"),
          Map.entry("GlobalKeys.HARD_STOP_AFTER", "the process"),
          Map.entry("GlobalKeys.MAXCONN", "the process"),
          Map.entry("GlobalKeys.PIDFILE", "the process"),
          Map.entry("GlobalKeys.QUIET", "the process"),
          Map.entry("GlobalKeys.ULIMIT_N", "the process"),
          Map.entry("ServerKeys.POOL_LOW_CONN", "declared without effect"));

  /** Keys of keywords that are declared as not implemented: a start that uses them is refused. */
  private static final Set<String> NOT_YET = Set.of("CheckKeys.SEND_STATE");

  @Test
  void everyKeyHasAReader() {
    var silent = new TreeSet<String>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jhaproxy")
            .stream()
            .filter(type -> type.getSimpleName().endsWith("Keys"))
            .flatMap(type -> type.getFields().stream())
            .filter(SilenceTest::isKey)
            .filter(field -> field.getAccessesToSelf().stream().noneMatch(SilenceTest::isRead))
            .forEach(field -> silent.add(name(field)));
    assertThat(silent)
        .as("keys that are filled but that nothing looks at")
        .isEqualTo(
            Stream.concat(SAID_ELSEWHERE.keySet().stream(), NOT_YET.stream())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean isKey(JavaField field) {
    return field.getRawType().isEquivalentTo(SettingKey.class)
        || field.getRawType().isEquivalentTo(ListKey.class);
  }

  private static boolean isRead(JavaFieldAccess access) {
    JavaClass reader = access.getOriginOwner();
    String outer = reader.getName().replaceAll("\\$.*", "");
    boolean fills = outer.matches(".*(Keywords|Parameters|Parser|Line)");
    boolean declares = outer.endsWith("Keys") && access.getOrigin().getName().equals("<clinit>");
    return !fills && !declares;
  }

  private static String name(JavaField field) {
    return field.getOwner().getSimpleName() + "." + field.getName();
  }
}

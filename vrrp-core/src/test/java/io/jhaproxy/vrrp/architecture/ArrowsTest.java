package io.jhaproxy.vrrp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one-way arrows between the rooms of VRRP, and what makes the state machine pure. */
@AnalyzeClasses(packages = "io.jhaproxy.vrrp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final String CONFIG = "io.jhaproxy.vrrp.config..";
  private static final String PACKET = "io.jhaproxy.vrrp.packet..";
  private static final String STATE = "io.jhaproxy.vrrp.state..";
  private static final String REPORT = "io.jhaproxy.vrrp.report..";
  private static final String SIMULATE = "io.jhaproxy.vrrp.simulate..";
  private static final String KERNEL = "io.jhaproxy.vrrp.kernel..";
  private static final String NULLNESS = "org.jspecify..";

  @ArchTest
  static final ArchRule packetKnowsNobody =
      classes()
          .that()
          .resideInAPackage(PACKET)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              PACKET, "java.lang..", "java.util..", "java.net", "java.nio.charset", NULLNESS);

  /** No input or output, no clock, no thread: only values, collections and addresses. */
  @ArchTest
  static final ArchRule theStateMachineIsPure =
      classes()
          .that()
          .resideInAPackage(STATE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              STATE,
              PACKET,
              CONFIG,
              "java.lang",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "java.net",
              "java.time",
              NULLNESS);

  @ArchTest
  static final ArchRule theStateMachineHasNoClockOfItsOwn =
      noClasses()
          .that()
          .resideInAnyPackage(STATE, PACKET)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              Thread.class,
              java.util.Random.class,
              java.util.SplittableRandom.class,
              java.time.Clock.class,
              java.time.Instant.class,
              java.net.Socket.class,
              java.net.DatagramSocket.class,
              java.net.NetworkInterface.class);

  @ArchTest
  static final ArchRule reportsAndSimulatorNeedNoKernel =
      classes()
          .that()
          .resideInAnyPackage(REPORT, SIMULATE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              REPORT,
              SIMULATE,
              STATE,
              PACKET,
              CONFIG,
              "io.jhaproxy.grammar.source..",
              "java..",
              NULLNESS);

  @ArchTest
  static final ArchRule theKernelKnowsNeitherConfigurationNorState =
      noClasses()
          .that()
          .resideInAPackage(KERNEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONFIG, STATE, REPORT, SIMULATE);
}

package io.jhaproxy.core.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one-way arrows between the rooms, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "io.jhaproxy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final String CORE = "io.jhaproxy.core..";
  private static final String CONFIG = "io.jhaproxy.core.config..";
  private static final String NET = "io.jhaproxy.core.net..";
  private static final String GENERATION = "io.jhaproxy.core.generation..";
  private static final String GRAMMAR = "io.jhaproxy.grammar..";

  @ArchTest
  static final ArchRule antlrStaysInTheGrammar =
      noClasses()
          .that()
          .resideOutsideOfPackage(GRAMMAR)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.antlr..");

  @ArchTest
  static final ArchRule theGrammarKnowsNoCore =
      noClasses()
          .that()
          .resideInAPackage(GRAMMAR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, "io.jhaproxy.cli..", "io.netty..");

  @ArchTest
  static final ArchRule theCoreKnowsNoProgram =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.jhaproxy.cli..", "io.jhaproxy.vrrp..");

  @ArchTest
  static final ArchRule configKnowsNoOtherRoom =
      classes()
          .that()
          .resideInAPackage(CONFIG)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CONFIG, GRAMMAR, "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule netKnowsNothingAboveSockets =
      classes()
          .that()
          .resideInAPackage(NET)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(NET, "io.netty..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule onlyGenerationKnowsAllRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(GENERATION, "io.jhaproxy.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(GENERATION);

  @ArchTest
  static final ArchRule samplesKnowNoRoomAboveThem =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jhaproxy.core.acl..",
              "io.jhaproxy.core.rule..",
              "io.jhaproxy.core.log..",
              "io.jhaproxy.core.stream..",
              "io.jhaproxy.core.http..",
              "io.jhaproxy.core.backend..",
              "io.jhaproxy.core.stats..",
              "io.jhaproxy.core.check..");

  @ArchTest
  static final ArchRule conditionsKnowOnlySamples =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.acl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jhaproxy.core.rule..",
              "io.jhaproxy.core.log..",
              "io.jhaproxy.core.stream..",
              "io.jhaproxy.core.http..",
              "io.jhaproxy.core.backend..",
              "io.jhaproxy.core.stats..",
              "io.jhaproxy.core.check..");

  @ArchTest
  static final ArchRule rulesKnowNoEngine =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.rule..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jhaproxy.core.stream..",
              "io.jhaproxy.core.http..",
              "io.jhaproxy.core.backend..",
              "io.jhaproxy.core.stats..",
              "io.jhaproxy.core.check..");

  @ArchTest
  static final ArchRule logsKnowNoEngine =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jhaproxy.core.stream..",
              "io.jhaproxy.core.http..",
              "io.jhaproxy.core.backend..",
              "io.jhaproxy.core.check..");

  @ArchTest
  static final ArchRule serversKnowNoStream =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.backend..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jhaproxy.core.stream..",
              "io.jhaproxy.core.http..",
              "io.jhaproxy.core.check..",
              "io.jhaproxy.core.rule..");

  @ArchTest
  static final ArchRule checksKnowServersAndNotStreams =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.check..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jhaproxy.core.stream..", "io.jhaproxy.core.http..", "io.jhaproxy.core.rule..");

  @ArchTest
  static final ArchRule streamsKnowNoHttp =
      noClasses()
          .that()
          .resideInAPackage("io.jhaproxy.core.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jhaproxy.core.http..");

  /** Run-time objects are made of plain values: the model stays with keywords and compilers. */
  @ArchTest
  static final ArchRule theDataPathReadsNoSettings =
      noClasses()
          .that()
          .haveNameMatching(
              ".*\\.(Stream|QueuedStream|ConnectedStream|StreamFacts|TcpStream|HttpStream|Session|Tunnel|Flow|Connection|Worker"
                  + "|Server|Backend|H1Parser|H1Body|HttpHead|ResponseSide|LogLine)")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.jhaproxy.core.config.Settings");

  /** What is said goes through diagnostics and logs. */
  @ArchTest
  static final ArchRule consoleOutputBelongsToThePrograms =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, GRAMMAR)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}

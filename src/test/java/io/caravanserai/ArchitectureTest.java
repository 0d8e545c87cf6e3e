package io.caravanserai;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The house's rules about who may know whom. */
@AnalyzeClasses(packages = "io.caravanserai", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLES =
            slices().matching("io.caravanserai.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.caravanserai.cli..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackages("..console..", "..runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.caravanserai.console..");

    /**
     * Camel's message stays at the edges: the functions behind them are called by tests and tools without Camel. The
     * classes named here are edges with several steps of one route, which a Processor cannot be, and the consumer of sFTP.
     */
    @ArchTest
    static final ArchRule EXCHANGE_STAYS_AT_THE_EDGES = classes()
            .that(not(assignableTo(Processor.class))
                    .and(
                            not(
                                    nameMatching(
                                            "io\\.caravanserai\\.intake\\.(FileBatch|FileBatches|FileIntake|PollIntake|PollReport|SftpBatchConsumer|SftpSession|TakenFile)(\\$.*)?|io\\.caravanserai\\.edifile\\.FileOutlet")))
                    .and(not(resideInAnyPackage(
                            "io.caravanserai.http..",
                            "io.caravanserai.kafka..",
                            "io.caravanserai.label.route..",
                            "io.caravanserai.mailbox.route..",
                            "io.caravanserai.runtime.."))))
            .should()
            .onlyDependOnClassesThat(not(assignableTo(Exchange.class)))
            .because("Exchange goes no deeper than a processor of under 60 lines");

    /**
     * Nodes agree on the store's time alone. What is named here has to do with this machine, or with no node at all: times
     * of files, keys in force, tools of the command line.
     */
    @ArchTest
    static final ArchRule NODES_GO_BY_THE_TIME_OF_THE_STORE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..backup..", "..bench..", "..cli..", "..codec..", "..demo..", "..scaffold..", "..testkit..")
            .and(
                    not(
                            nameMatching(
                                    "io\\.caravanserai\\.(store\\.(Database|StoreClock)|reload\\.FolderWatch|intake\\.ArchiveAge|delivery\\.SignedCalls|deadletter\\.LetterFiles|http\\.(Management|PublicHttp)Server)(\\$.*)?")))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "system", ZoneId.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .because("a node whose clock is off must neither hurry nor wait; Database.clock() tells the time");
}

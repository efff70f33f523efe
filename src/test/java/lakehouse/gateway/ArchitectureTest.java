package lakehouse.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the layout that a compiler does not know. */
@AnalyzeClasses(packages = "lakehouse.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule usesNoServerApi = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.glassfish..", "org.jboss..", "fish.payara..", "io.smallrye..", "org.eclipse.yasson..")
            .because("the WAR runs on every Jakarta EE 10 server");

    @ArchTest
    static final ArchRule keepsDialectsBlindToEachOther = slices().matching("..gateway.providers.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule findsDialectsThroughCdiOnly = noClasses()
            .that()
            .resideOutsideOfPackage("lakehouse.gateway.providers..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("lakehouse.gateway.providers..")
            .because("a new dialect must not change an existing file");

    @ArchTest
    static final ArchRule keepsTheCoreBelowTheEndpoints = noClasses()
            .that()
            .resideInAnyPackage(
                    "lakehouse.gateway.provider..",
                    "lakehouse.gateway.failure..",
                    "lakehouse.gateway.routing..",
                    "lakehouse.gateway.upstream..",
                    "lakehouse.gateway.config..",
                    "lakehouse.gateway.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "lakehouse.gateway.dispatch..",
                    "lakehouse.gateway.door..",
                    "lakehouse.gateway.doors..",
                    "lakehouse.gateway.models..",
                    "lakehouse.gateway.console..",
                    "lakehouse.gateway.access..")
            .because("a call goes one way; see docs/request-flow.md")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule keepsDoorsBlindToEachOther = slices().matching("..gateway.doors.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule findsDoorsThroughCdiOnly = noClasses()
            .that()
            .resideOutsideOfPackage("lakehouse.gateway.doors..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("lakehouse.gateway.doors..")
            .because("a new door must not change an existing file");

    @ArchTest
    static final ArchRule keepsDispatchBelowTheDoors = noClasses()
            .that()
            .resideInAPackage("lakehouse.gateway.dispatch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "lakehouse.gateway.door..", "lakehouse.gateway.access..", "jakarta.servlet..", "jakarta.ws.rs..")
            .because("attempts know neither the language of the caller nor HTTP");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("lakehouse.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule looksNoJsonProviderUp = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.json.Json")
            .because("its methods read the server's class path at every call; JsonParts keeps the provider");

    @ArchTest
    static final ArchRule writesToTheLogOnly = noClasses()
            .that()
            .resideOutsideOfPackage("..audit.command..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("only a command has somebody who reads its output");

    @ArchTest
    static final ArchRule throwsNamedExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule namesClassesByResponsibility = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
            .because("a name says what the class answers for");

    @ArchTest
    static final ArchRule keepsTheRootPackageEmpty = classes()
            .that()
            .resideInAPackage("lakehouse.gateway")
            .should()
            .haveSimpleName("GatewayApplication")
            .orShould()
            .haveSimpleName("package-info");
}

package lakehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import lakehouse.gateway.platform.Shared;
import org.junit.jupiter.api.Test;

/** Whatever the application keeps beyond a call has a bound, said here. A new collection in a shared bean fails this test. */
class RememberedTest {
    private static final Map<String, String> BOUNDS = new TreeMap<>(Map.ofEntries(
            Map.entry("ReasoningMemory.entries", "64 MiB, 20,000 entries, an hour"),
            Map.entry("RouteHealth.breakers", "10,000 routes with names of at most 256 characters: 10 MB"),
            Map.entry("ProviderOutcomes.last", "one for each provider of the configuration"),
            Map.entry("Admission.gates", "one for each provider of the configuration"),
            Map.entry("Gates.gates", "1,000 gates with names of at most 256 characters: 1 MB"),
            Map.entry("Audits.running", "the audits that run"),
            Map.entry("SilenceWatch.probes", "the streams that are open"),
            Map.entry("CallLog.lines", "10,000 lines of at most some 4 KB: 40 MB"),
            Map.entry(
                    "CallLedger.calls", "1,000 calls; each attempt has names of at most 256 characters, 8 KB of usage"),
            Map.entry("CallObservers.all", "the observers that the application has"),
            Map.entry("ModelCatalog.known", "one list for each provider of the configuration"),
            Map.entry("ModelCatalog.fetching", "one for each provider of the configuration"),
            Map.entry("AccessKeys.reported", "the mistakes of the configuration"),
            Map.entry("AccessKeyDoubts.environment", "the environment of the process"),
            Map.entry("DeclaredSettings.dialects", "the dialects that the application has"),
            Map.entry("ClientWatch.waiting", "the calls that are under way"),
            Map.entry("ConfigurationReport.logged", "the mistakes of the configuration")));

    @Test
    void hasABoundForEverythingThatIsKept() {
        TreeSet<String> kept = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("lakehouse.gateway")) {
            boolean shared = type.isAnnotatedWith(Shared.class)
                    || type.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped");
            for (JavaField field : type.getFields()) {
                boolean collection = field.getRawType().isAssignableTo(Map.class)
                        || field.getRawType().isAssignableTo(Collection.class);
                boolean constant = field.getModifiers().contains(JavaModifier.STATIC);
                if (collection && shared && !constant) {
                    kept.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }

        assertThat(kept).isEqualTo(BOUNDS.keySet());
    }
}

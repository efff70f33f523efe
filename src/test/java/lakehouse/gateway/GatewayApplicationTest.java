package lakehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class GatewayApplicationTest {
    /** It lists them by hand: one that is left out is a 404. */
    @Test
    void servesEveryResource() {
        var resources = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("lakehouse.gateway")
                        .stream()
                        .filter(type -> !type.isInterface() && type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .toList();

        assertThat(resources).isNotEmpty();
        assertThat(new GatewayApplication().getClasses()).containsAll(resources);
    }
}

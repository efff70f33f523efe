package lakehouse.gateway.config;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import lakehouse.gateway.platform.Shared;

/** All settings there are: the gateway's own, and those of the dialects that CDI finds. */
@Shared
class DeclaredSettings {
    private final List<SettingsOfDialect> dialects;

    @Inject
    DeclaredSettings(@Any Instance<SettingsOfDialect> dialects) {
        this(dialects.stream().toList());
    }

    DeclaredSettings(List<SettingsOfDialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    List<Setting<?>> all() {
        return Stream.concat(Setting.all().stream(), dialects.stream().flatMap(dialect -> dialect.settings().stream()))
                .toList();
    }

    List<Setting<?>> of(String dialect) {
        return dialects.stream()
                .filter(known -> known.name().equals(dialect))
                .flatMap(known -> known.settings().stream())
                .toList();
    }
}

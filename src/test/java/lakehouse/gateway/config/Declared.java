package lakehouse.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The settings of all dialects, found by the names of their files as CDI finds them by their type. */
final class Declared {
    private static final Path SOURCES = Path.of("src/main/java");

    private Declared() {}

    static DeclaredSettings settings() {
        try (var files = Files.walk(SOURCES)) {
            List<SettingsOfDialect> dialects = files.filter(
                            file -> file.getFileName().toString().matches("[A-Za-z]+Dialect.java"))
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'))
                    .flatMap(name -> made(name).stream())
                    .toList();
            return new DeclaredSettings(dialects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SettingsOfDialect> made(String name) {
        try {
            Class<?> type = Class.forName(name);
            return SettingsOfDialect.class.isAssignableFrom(type) && !type.isInterface()
                    ? List.of((SettingsOfDialect) type.getConstructor().newInstance())
                    : List.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }
}

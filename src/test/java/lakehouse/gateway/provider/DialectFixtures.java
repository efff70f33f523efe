package lakehouse.gateway.provider;

import java.lang.reflect.Field;
import java.util.Map;
import lakehouse.gateway.providers.anthropic.AnthropicDialect;
import lakehouse.gateway.providers.kimi.KimiDialect;
import lakehouse.gateway.providers.ollama.OllamaDialect;
import lakehouse.gateway.providers.openai.OpenAiDialect;
import lakehouse.gateway.providers.openrouter.OpenRouterDialect;

/** All dialects without a container: does what CDI does with their injected fields. */
public final class DialectFixtures {
    private static final ReasoningMemory MEMORY = new ReasoningMemory();

    private static final Dialects ALL = new Dialects() {
        @Override
        public Dialect named(String name) {
            return DialectFixtures.named(name);
        }
    };

    private DialectFixtures() {}

    public static Dialect named(String name) {
        Dialect dialect = Map.<String, Dialect>of(
                        "openai", new OpenAiDialect(),
                        "openrouter", new OpenRouterDialect(),
                        "kimi", new KimiDialect(),
                        "anthropic", new AnthropicDialect(),
                        "ollama", new OllamaDialect())
                .get(name);
        for (Field field : dialect.getClass().getDeclaredFields()) {
            if (field.getType() == ReasoningMemory.class) {
                set(dialect, field, MEMORY);
            } else if (field.getType() == Dialects.class) {
                set(dialect, field, ALL);
            }
        }
        return dialect;
    }

    private static void set(Dialect dialect, Field field, Object value) {
        try {
            field.setAccessible(true);
            field.set(dialect, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

package lakehouse.gateway.providers.anthropic;

import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ReasoningMemory;

/** The dialect without a container. */
public final class AnthropicDialects {
    private AnthropicDialects() {}

    public static Dialect with(ReasoningMemory memory) {
        AnthropicDialect dialect = new AnthropicDialect();
        dialect.memory = memory;
        return dialect;
    }
}

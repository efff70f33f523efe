package lakehouse.gateway.providers.openrouter;

import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.ProviderSettings;

/** The common form, with OpenRouter's own {@code provider} object let through. */
final class OpenRouterTranslator extends CommonFormTranslator {
    OpenRouterTranslator(ProviderSettings provider, ChatCall call) {
        super(provider, call);
    }

    /** As an object, {@code provider} is OpenRouter's routing preference: https://openrouter.ai/docs/features/provider-routing */
    @Override
    protected void edit(JsonEdits edits) {
        if (call.body().firstCharacter("provider") != '{') {
            super.edit(edits);
        }
    }
}

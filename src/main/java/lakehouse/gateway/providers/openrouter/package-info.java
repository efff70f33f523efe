/** OpenRouter. https://openrouter.ai/docs */
@NullMarked
package lakehouse.gateway.providers.openrouter;

import org.jspecify.annotations.NullMarked;

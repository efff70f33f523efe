/**
 * OpenRouter: the common form with its own fields, errors that quote the provider behind it, credit and key limits.
 * https://openrouter.ai/docs
 */
@NullMarked
package lakehouse.gateway.providers.openrouter;

import org.jspecify.annotations.NullMarked;

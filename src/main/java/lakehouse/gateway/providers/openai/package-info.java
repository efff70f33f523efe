/** OpenAI's chat completions, for OpenAI itself and any endpoint that speaks its format. https://platform.openai.com/docs/api-reference/chat */
@NullMarked
package lakehouse.gateway.providers.openai;

import org.jspecify.annotations.NullMarked;

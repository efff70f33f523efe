/**
 * What a provider is: its settings, the abilities a dialect may have, and the common form of an answer, which is OpenAI's
 * chat completion format (https://platform.openai.com/docs/api-reference/chat). No vendor's name occurs here.
 */
@NullMarked
package lakehouse.gateway.provider;

import org.jspecify.annotations.NullMarked;

/**
 * Ollama, local and cloud, over its native API, because its OpenAI-shaped one drops fields and loses errors inside a
 * stream. https://docs.ollama.com/api
 */
@NullMarked
package lakehouse.gateway.providers.ollama;

import org.jspecify.annotations.NullMarked;

/** Ollama, local and cloud, over its OpenAI-compatible surface. https://docs.ollama.com/openai */
@NullMarked
package lakehouse.gateway.providers.ollama;

import org.jspecify.annotations.NullMarked;

/**
 * The demo's stand-ins: four small servers that answer {@code PONG} as Kimi, OpenRouter, Ollama Cloud and Ollama would,
 * quirks included, so that a newcomer sees replies without a key and without the network.
 */
@NullMarked
package lakehouse.gateway.demo;

import org.jspecify.annotations.NullMarked;

/**
 * The demo's stand-ins: four small servers that answer as Kimi, OpenRouter, Ollama Cloud and Ollama would, quirks, rules and
 * errors included, so that a newcomer sees replies without a key and without the network. They need the JDK and the rules of
 * {@link lakehouse.gateway.requests} only, no test framework.
 */
@NullMarked
package lakehouse.gateway.demo;

import org.jspecify.annotations.NullMarked;

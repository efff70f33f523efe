/**
 * Proves the gateway with a real, tiny language model: the model runs inside the test JVM behind an OpenAI-shaped
 * server, and the same text must come out with and without the gateway, plain and streamed.
 */
@NullMarked
package lakehouse.gateway.realmodel;

import org.jspecify.annotations.NullMarked;

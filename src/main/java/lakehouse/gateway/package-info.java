/** The Lakehouse Gateway: one OpenAI-compatible API in front of many providers, as one WAR. */
@NullMarked
package lakehouse.gateway;

import org.jspecify.annotations.NullMarked;

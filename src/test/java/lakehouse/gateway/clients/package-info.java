/**
 * Real client libraries against the packaged WAR: what an application sees when it changes nothing but the base URL and
 * the model name.
 */
@NullMarked
package lakehouse.gateway.clients;

import org.jspecify.annotations.NullMarked;

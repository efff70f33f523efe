/** The edge of the HTTP API: who may call, the headers of every response, and errors that never reached a resource. */
@NullMarked
package lakehouse.gateway.access;

import org.jspecify.annotations.NullMarked;

/**
 * Everything about outgoing HTTP, once: the client, the clocks, reading event streams. It knows no vendor and decides
 * nothing about retries; it reports what happened as a failure.
 */
@NullMarked
package lakehouse.gateway.upstream;

import org.jspecify.annotations.NullMarked;

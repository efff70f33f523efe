/** The dialects on the packaged WAR: what leaves and what a client sees, with upstreams that mind as the real ones do. */
@NullMarked
package lakehouse.gateway.dialects;

import org.jspecify.annotations.NullMarked;

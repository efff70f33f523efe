/** A call from the request that comes in to the last byte that goes out, whatever language the caller speaks. */
@NullMarked
package lakehouse.gateway.door;

import org.jspecify.annotations.NullMarked;

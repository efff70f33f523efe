/** Where work runs: the calls, and the one thread that watches their clocks. */
@NullMarked
package lakehouse.gateway.threads;

import org.jspecify.annotations.NullMarked;

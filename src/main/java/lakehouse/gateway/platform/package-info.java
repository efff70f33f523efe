/** Threads of the operating system, for work that must not run on a virtual one. */
@NullMarked
package lakehouse.gateway.platform;

import org.jspecify.annotations.NullMarked;

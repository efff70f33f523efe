/**
 * What a whole run of the WAR tests leaves behind. The build runs test classes in the order of their full names, so the
 * name of this package must come after those of all others that hold such tests.
 */
@NullMarked
package lakehouse.gateway.traces;

import org.jspecify.annotations.NullMarked;

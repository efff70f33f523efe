/** The attempts of a call until one answers: which route, whether again, and how the call ends. Knows no language. */
@NullMarked
package lakehouse.gateway.dispatch;

import org.jspecify.annotations.NullMarked;

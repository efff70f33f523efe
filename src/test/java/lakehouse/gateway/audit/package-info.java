/** Audits of the packaged WAR, on a server of their own that a test may kill. */
@NullMarked
package lakehouse.gateway.audit;

import org.jspecify.annotations.NullMarked;

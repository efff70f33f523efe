/** Runs audits: asks the model part by part, reads its replies, and goes on where a crash cut the work off. */
@NullMarked
package lakehouse.gateway.audit.work;

import org.jspecify.annotations.NullMarked;

/** What is audited: files and diffs, read into numbered lines and cut into parts that fit a model. Does no I/O. */
@NullMarked
package lakehouse.gateway.audit.material;

import org.jspecify.annotations.NullMarked;

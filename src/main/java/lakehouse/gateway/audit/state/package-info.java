/** An audit on disk: a directory of its own, written atomically, from which work goes on after a crash. */
@NullMarked
package lakehouse.gateway.audit.state;

import org.jspecify.annotations.NullMarked;

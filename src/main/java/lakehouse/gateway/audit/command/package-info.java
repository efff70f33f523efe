/** The program behind {@code ./gateway audit}: gathers code from git, has a gateway audit it, writes the reports. */
@NullMarked
package lakehouse.gateway.audit.command;

import org.jspecify.annotations.NullMarked;

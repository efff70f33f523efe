/** What README and docs/ tell a newcomer to do, done. */
@NullMarked
package lakehouse.gateway.documents;

import org.jspecify.annotations.NullMarked;

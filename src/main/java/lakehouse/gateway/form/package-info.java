/** The common form: what all languages have in common, in neutral words. */
@NullMarked
package lakehouse.gateway.form;

import org.jspecify.annotations.NullMarked;

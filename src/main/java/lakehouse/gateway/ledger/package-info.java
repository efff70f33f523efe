/** What is known of each call: who asked, who was asked, how it ended, what it used. Holds no prompt, answer or key. */
@NullMarked
package lakehouse.gateway.ledger;

import org.jspecify.annotations.NullMarked;

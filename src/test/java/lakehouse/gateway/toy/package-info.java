/** A caller's language and a provider's, made up for the proof that both plug in without a change elsewhere. */
@NullMarked
package lakehouse.gateway.toy;

import org.jspecify.annotations.NullMarked;

/**
 * What operators and their tools watch: MicroProfile Health, and the mistakes in the configuration. Nothing here asks a
 * provider, so a look costs no token.
 */
@NullMarked
package lakehouse.gateway.health;

import org.jspecify.annotations.NullMarked;

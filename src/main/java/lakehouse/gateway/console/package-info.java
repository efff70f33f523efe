/** What an operator looks at: the state of the providers, and the page that says what this is. */
@NullMarked
package lakehouse.gateway.console;

import org.jspecify.annotations.NullMarked;

/** Which models can be asked for: the providers' own lists under one roof. */
@NullMarked
package lakehouse.gateway.models;

import org.jspecify.annotations.NullMarked;

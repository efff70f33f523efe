/** Checks what a model claims against the code: the path, the quote and the lines. Pure; never asks a model. */
@NullMarked
package lakehouse.gateway.audit.grounding;

import org.jspecify.annotations.NullMarked;

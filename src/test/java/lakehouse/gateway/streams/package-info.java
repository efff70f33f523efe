/** Answers as providers really send them, made by seed, each with a known meaning. */
@NullMarked
package lakehouse.gateway.streams;

import org.jspecify.annotations.NullMarked;

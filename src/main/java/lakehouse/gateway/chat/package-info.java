/** A chat call from the request to the last byte of the answer: reading, dispatch, and relaying the stream. */
@NullMarked
package lakehouse.gateway.chat;

import org.jspecify.annotations.NullMarked;

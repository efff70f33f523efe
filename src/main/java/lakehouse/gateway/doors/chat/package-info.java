/** OpenAI's chat completions, as a caller's language. */
@NullMarked
package lakehouse.gateway.doors.chat;

import org.jspecify.annotations.NullMarked;

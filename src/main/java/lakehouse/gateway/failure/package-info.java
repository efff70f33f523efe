/**
 * Everything that can go wrong with a call: one table ({@link lakehouse.gateway.failure.FailureKind}) and one renderer.
 * The envelope is OpenAI's error object (https://platform.openai.com/docs/guides/error-codes) with fields added.
 */
@NullMarked
package lakehouse.gateway.failure;

import org.jspecify.annotations.NullMarked;

/**
 * Anthropic's Messages API, for Anthropic itself and any endpoint that speaks its format. Mappers turn the common form into
 * content blocks and back. https://docs.claude.com/en/api/messages
 */
@NullMarked
package lakehouse.gateway.providers.anthropic;

import org.jspecify.annotations.NullMarked;

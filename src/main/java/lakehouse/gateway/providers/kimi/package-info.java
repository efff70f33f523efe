/**
 * Kimi For Coding, on its Anthropic-shaped and its OpenAI-shaped surface: what it wants otherwise in a request, what its
 * errors mean, what is left of the plan. https://www.kimi.com/code/docs
 */
@NullMarked
package lakehouse.gateway.providers.kimi;

import org.jspecify.annotations.NullMarked;

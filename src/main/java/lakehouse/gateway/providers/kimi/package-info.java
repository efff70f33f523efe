/** Kimi For Coding. https://www.kimi.com/code/docs */
@NullMarked
package lakehouse.gateway.providers.kimi;

import org.jspecify.annotations.NullMarked;

/** Writes one audit as JSON, Markdown and SARIF 2.1.0, all with the same content. */
@NullMarked
package lakehouse.gateway.audit.report;

import org.jspecify.annotations.NullMarked;

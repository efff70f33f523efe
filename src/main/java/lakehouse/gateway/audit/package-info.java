/**
 * Audits of code by a model, whose findings are checked against the code by code. Here is the HTTP API; the packages below
 * cut the material, run the work, keep it on disk, check the findings and write the reports.
 */
@NullMarked
package lakehouse.gateway.audit;

import org.jspecify.annotations.NullMarked;

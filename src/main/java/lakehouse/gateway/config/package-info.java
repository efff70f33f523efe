/**
 * Reading settings: env files as a MicroProfile Config source, the list of all keys, and typed reading of their values.
 * Spec: https://download.eclipse.org/microprofile/microprofile-config-3.1/microprofile-config-spec-3.1.html
 */
@NullMarked
package lakehouse.gateway.config;

import org.jspecify.annotations.NullMarked;

/**
 * Tests of the packaged WAR on a real server, through HTTP alone. The upstreams are WireMock or a plain socket, on
 * ports that the build reserves.
 */
@NullMarked
package lakehouse.gateway.blackbox;

import org.jspecify.annotations.NullMarked;

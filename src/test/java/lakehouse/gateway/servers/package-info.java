/**
 * The servers that the tests of the WAR run on, as processes of their own: unpacked, configured with the scripts that
 * the project ships, on free ports of the loopback address.
 */
@NullMarked
package lakehouse.gateway.servers;

import org.jspecify.annotations.NullMarked;

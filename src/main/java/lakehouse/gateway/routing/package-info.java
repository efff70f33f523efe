/** From a request to a route: which providers exist, and which one with which model a request means. */
@NullMarked
package lakehouse.gateway.routing;

import org.jspecify.annotations.NullMarked;

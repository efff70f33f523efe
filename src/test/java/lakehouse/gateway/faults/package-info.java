/**
 * What becomes of a call when its provider fails: faults made byte by byte on plain sockets, against the packaged WAR on a
 * server process of its own, with short clocks. The outcome of each fault is kept in {@code docs/failures.md}.
 */
@NullMarked
package lakehouse.gateway.faults;

import org.jspecify.annotations.NullMarked;

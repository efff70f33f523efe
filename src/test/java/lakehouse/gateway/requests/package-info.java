/**
 * What is asked of every translation of a request: {@link lakehouse.gateway.requests.OpenAiRequests} makes random requests as
 * clients send them, by seed; a vendor's {@link lakehouse.gateway.requests.VendorRules} say which rules of that vendor's
 * documentation a request breaks; {@link lakehouse.gateway.requests.Marks} say whether all that was said is still there.
 *
 * <p>A dialect's property test takes ten thousand seeds, translates each request, and fails with the seed when a rule is
 * broken or a mark is lost. A stand-in server answers the first broken rule with the vendor's own 400.
 */
@NullMarked
package lakehouse.gateway.requests;

import org.jspecify.annotations.NullMarked;

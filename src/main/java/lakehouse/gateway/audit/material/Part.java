package lakehouse.gateway.audit.material;

import java.util.List;

/**
 * What a model sees in one call.
 *
 * @param id {@code 1}, {@code 2} and so on; halves of part 2 are {@code 2.1} and {@code 2.2}
 * @param segments in order, at least one
 */
public record Part(String id, List<Segment> segments) {}

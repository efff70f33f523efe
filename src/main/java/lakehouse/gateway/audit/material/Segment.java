package lakehouse.gateway.audit.material;

/**
 * A run of lines of one block.
 *
 * @param source number of the file
 * @param block index of the block in the file
 * @param from index of the first line in the block
 * @param to index after the last line
 */
public record Segment(int source, int block, int from, int to) {}

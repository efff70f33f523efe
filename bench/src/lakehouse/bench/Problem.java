package lakehouse.bench;

/** Says what went wrong and what to do, in words for whoever runs the benchmark. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
        super(message);
    }
}

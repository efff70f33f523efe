package lakehouse.gateway.audit.work;

/** A model's reply is not the JSON that was asked for. The message tells the model what is wrong with it. */
final class InvalidReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    InvalidReplyException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** What is wrong with the reply. */
    String problem() {
        return problem;
    }
}

package lakehouse.gateway.audit.state;

/** The material has more files than an audit takes. The message says how many it takes. */
public final class TooManyFilesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyFilesException(int most) {
        super("It has more than " + most + " files. Audit fewer at a time.", null, false, false);
    }
}

package lakehouse.gateway.audit.material;

/** A text is no unified diff. The message says where. */
public final class MalformedDiffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedDiffException(int line, String what) {
        super("The diff cannot be read: line " + line + " " + what + ".", null, false, false);
    }
}

package lakehouse.gateway.audit.material;

/** What a diff does to a line. All lines of a plain file are {@link #SAME}. */
public enum Mark {
    SAME(' '),
    ADDED('+'),
    DELETED('-');

    private final char sign;

    Mark(char sign) {
        this.sign = sign;
    }

    /** The sign of unified diffs. */
    public char sign() {
        return sign;
    }
}

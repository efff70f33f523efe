package lakehouse.gateway.config;

/** Whether something in the configuration may hold access keys that are not read as such. */
public enum KeyDoubt {
    NONE,
    /** Nobody knows what is there. Over as soon as it can be read. */
    UNREADABLE,
    /** It is read, but as something else, such as a mistyped name. Once seen it stands for keys that were set. */
    LOOKALIKE,
    /** A line that may be the one of the access keys cannot be used. So what another line says of them may be out of date. */
    BROKEN
}

package lakehouse.gateway.provider;

/** How far a stream has come. */
public enum Progress {
    /** A choice has no finish reason yet. */
    ANSWERING,
    /** Each choice has one, but more came behind it, or more choices were asked for: what is still to come is not known. */
    REOPENED,
    /** Each choice has its finish reason; usage figures may follow. */
    FINISHED,
    /** The usage figures are there too: only the end mark is missing. */
    COUNTED
}

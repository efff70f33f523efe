package lakehouse.gateway.config;

/**
 * Something in an env file that an operator has to put right. It never holds a value or the text of a line, so it may be
 * logged and shown.
 *
 * @param file the path of the file, or the configured path or glob that led to none
 * @param line the line, counted from 1; 0 when the whole file is meant
 * @param message what happened and what to do
 * @param doubt whether it may hide access keys
 */
public record EnvFileProblem(String file, int line, String message, KeyDoubt doubt) {

    /** Hides no access keys. */
    EnvFileProblem(String file, int line, String message) {
        this(file, line, message, KeyDoubt.NONE);
    }

    /** One line for a log: where, then what. */
    String describe() {
        return where() + ": " + message;
    }

    String where() {
        return line == 0 ? file : file + ":" + line;
    }
}

package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import lakehouse.gateway.json.JsonParts;

/**
 * Where the material comes from, as its sender says. Texts are empty where nobody knows.
 *
 * @param base the commit that changes are counted from
 * @param head the commit that was audited
 * @param branch that was checked out
 * @param remote address of the repository, without user and password
 * @param since what the base was asked for as
 * @param path the directory inside the repository
 */
public record Origin(String base, String head, String branch, String remote, String since, String path) {
    /** Nobody knows. */
    public static final Origin UNKNOWN = new Origin("", "", "", "", "", "");

    private static final int LONGEST = 1_000;

    /** As JSON, without what nobody knows. */
    public JsonObject json() {
        var json = JsonParts.object();
        add(json, "base", base);
        add(json, "head", head);
        add(json, "branch", branch);
        add(json, "remote", remote);
        add(json, "since", since);
        add(json, "path", path);
        return json.build();
    }

    private static void add(jakarta.json.JsonObjectBuilder json, String name, String value) {
        if (!value.isEmpty()) {
            json.add(name, value);
        }
    }

    /** Out of JSON of anybody's making: texts of a bounded length count, all else does not. */
    public static Origin of(JsonObject json) {
        return new Origin(
                text(json, "base"),
                text(json, "head"),
                text(json, "branch"),
                // A sender may not have known better.
                text(json, "remote")
                        .replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@]*@", "$1")
                        .replaceFirst("[?#].*$", ""),
                text(json, "since"),
                text(json, "path"));
    }

    private static String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString text && text.getString().length() <= LONGEST
                ? text.getString()
                : "";
    }
}

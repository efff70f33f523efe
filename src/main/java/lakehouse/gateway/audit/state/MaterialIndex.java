package lakehouse.gateway.audit.state;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.audit.material.LeftOut;
import lakehouse.gateway.audit.material.SourceEntry;
import lakehouse.gateway.json.JsonParts;

/**
 * What the material consists of.
 *
 * @param sources the files that are audited, by number
 * @param leftOut those that are not
 * @param sha256 of all that is audited, paths included, in hex
 */
public record MaterialIndex(List<SourceEntry> sources, List<LeftOut> leftOut, String sha256) {
    /** Lines that are audited. */
    public long lines() {
        return sources.stream().mapToLong(SourceEntry::lines).sum();
    }

    /** Bytes that are audited. */
    public long bytes() {
        return sources.stream().mapToLong(SourceEntry::bytes).sum();
    }

    JsonObject json() {
        JsonArrayBuilder files = JsonParts.array();
        for (SourceEntry source : sources) {
            files.add(JsonParts.object()
                    .add("path", source.path())
                    .add("old_path", source.oldPath() == null ? JsonValue.NULL : JsonParts.text(source.oldPath()))
                    .add("diff", source.diff())
                    .add("offset", source.offset())
                    .add("bytes", source.bytes())
                    .add("lines", source.lines())
                    .add("sha256", source.sha256()));
        }
        JsonArrayBuilder left = JsonParts.array();
        leftOut.forEach(
                one -> left.add(JsonParts.object().add("path", one.path()).add("reason", one.reason())));
        return JsonParts.object()
                .add("sources", files)
                .add("left_out", left)
                .add("sha256", sha256)
                .build();
    }

    static MaterialIndex of(JsonObject json) {
        List<JsonObject> files = json.getJsonArray("sources").getValuesAs(JsonObject.class);
        SourceEntry[] entries = new SourceEntry[files.size()];
        for (int i = 0; i < entries.length; i++) {
            JsonObject file = files.get(i);
            entries[i] = new SourceEntry(
                    i,
                    file.getString("path"),
                    file.get("old_path") instanceof JsonString old ? old.getString() : null,
                    file.getBoolean("diff"),
                    file.getJsonNumber("offset").longValue(),
                    file.getInt("bytes"),
                    file.getInt("lines"),
                    file.getString("sha256"));
        }
        return new MaterialIndex(
                List.of(entries),
                json.getJsonArray("left_out")
                        .getValuesAs((JsonObject one) -> new LeftOut(one.getString("path"), one.getString("reason"))),
                json.getString("sha256"));
    }
}

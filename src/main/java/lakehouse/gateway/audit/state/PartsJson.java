package lakehouse.gateway.audit.state;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.audit.material.Part;
import lakehouse.gateway.audit.material.Segment;
import lakehouse.gateway.json.JsonParts;

/** The plan of parts as the JSON on disk. */
final class PartsJson {
    private PartsJson() {}

    static JsonObject write(List<Part> parts) {
        JsonArrayBuilder list = JsonParts.array();
        for (Part part : parts) {
            JsonArrayBuilder segments = JsonParts.array();
            part.segments()
                    .forEach(segment -> segments.add(JsonParts.array()
                            .add(segment.source())
                            .add(segment.block())
                            .add(segment.from())
                            .add(segment.to())));
            list.add(JsonParts.object().add("id", part.id()).add("segments", segments));
        }
        return JsonParts.object().add("parts", list).build();
    }

    static List<Part> read(JsonObject json) {
        return json.getJsonArray("parts")
                .getValuesAs((JsonObject part) -> new Part(
                        part.getString("id"),
                        part.getJsonArray("segments")
                                .getValuesAs((JsonArray segment) -> new Segment(
                                        segment.getInt(0), segment.getInt(1), segment.getInt(2), segment.getInt(3)))));
    }
}

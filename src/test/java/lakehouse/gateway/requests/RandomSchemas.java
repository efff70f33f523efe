package lakehouse.gateway.requests;

import java.util.ArrayList;
import java.util.List;

/** JSON schemas as tools and formats carry them. */
final class RandomSchemas {
    private final Dice dice;

    RandomSchemas(Dice dice) {
        this.dice = dice;
    }

    /** The parameters of a tool. */
    String parameters() {
        return dice.one(
                object(3),
                object(2),
                object(4),
                "{}",
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"properties\":{}}",
                "{\"type\":\"object\",\"properties\":null,\"required\":null}",
                "{\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{\"type\":[\"object\",\"null\"],\"properties\":{\"a\":{\"type\":\"integer\"}}}",
                "{\"type\":\"object\",\"additionalProperties\":true}",
                alternatives("anyOf"),
                alternatives("oneOf"),
                alternatives("allOf"),
                reference(),
                recursive(),
                nested(dice.between(10, 60)));
    }

    /** An object with a few properties. */
    String object(int depth) {
        Members properties = new Members();
        List<String> names = new ArrayList<>();
        int count = dice.between(0, 4);
        for (int i = 0; i < count; i++) {
            String name = dice.one("city", "unit", "größe", "a b", "$filter", "x.y", "type", "items", "p") + i;
            names.add("\"" + name + "\"");
            properties.put(name, value(depth - 1));
        }
        Members schema = new Members().put("type", "\"object\"").put("properties", properties.toString());
        if (dice.onceIn(2)) {
            schema.put("required", Members.list(dice.onceIn(2) ? names : names.subList(0, Math.min(1, count))));
        }
        if (dice.onceIn(3)) {
            schema.put("additionalProperties", dice.one("false", "true", "{\"type\":\"string\"}"));
        }
        if (dice.onceIn(8)) {
            schema.put("$schema", "\"http://json-schema.org/draft-07/schema#\"");
        }
        if (dice.onceIn(8)) {
            schema.put("description", dice.quotedSaid());
        }
        return schema.toString();
    }

    /** An object as OpenAI's strict mode demands it. */
    String strict(int depth) {
        Members properties = new Members();
        List<String> names = new ArrayList<>();
        int count = dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            names.add("\"f" + i + "\"");
            properties.put(
                    "f" + i,
                    depth > 0 && dice.onceIn(3)
                            ? strict(depth - 1)
                            : dice.one(
                                    "{\"type\":\"string\"}",
                                    "{\"type\":[\"string\",\"null\"]}",
                                    "{\"type\":\"number\",\"minimum\":0,\"maximum\":10}",
                                    "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}",
                                    "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2}",
                                    "{\"type\":\"string\",\"format\":\"date-time\"}",
                                    "{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}"));
        }
        return new Members()
                .put("type", "\"object\"")
                .put("properties", properties.toString())
                .put("required", Members.list(names))
                .put("additionalProperties", "false")
                .toString();
    }

    private String value(int depth) {
        if (depth > 0 && dice.onceIn(3)) {
            return dice.one(object(depth), "{\"type\":\"array\",\"items\":" + object(depth - 1) + "}");
        }
        return dice.one(
                "{\"type\":\"string\"}",
                "{\"type\":\"string\",\"description\":" + dice.quotedSaid() + "}",
                "{\"type\":\"string\",\"enum\":[\"c\",\"f\",\"\"]}",
                "{\"enum\":[\"a\",\"b\"]}",
                "{\"enum\":[1,2.5]}",
                "{\"enum\":[1,\"a\",null,true]}",
                "{\"const\":\"fixed\"}",
                "{\"const\":3}",
                "{\"type\":[\"string\",\"null\"]}",
                "{\"type\":[\"integer\",\"string\",\"null\"],\"default\":null}",
                "{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}",
                "{\"type\":\"number\",\"multipleOf\":0.01}",
                "{\"type\":\"boolean\",\"default\":false}",
                "{\"type\":\"null\"}",
                "{\"type\":\"array\"}",
                "{\"type\":\"array\",\"items\":{}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":1,\"maxItems\":5}",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"number\"}]}",
                "{\"items\":{\"type\":\"number\"}}",
                "{\"minLength\":1}",
                "{\"minimum\":1}",
                "{\"properties\":{\"q\":{}}}",
                "{\"pattern\":\"^a+$\"}",
                "{\"description\":\"anything\"}",
                "{}",
                "true",
                "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"const\":\"auto\"}]}",
                "{\"allOf\":[{\"type\":\"string\"},{\"minLength\":2}]}",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"enum\":[\"x\"]}],\"title\":\"T\"}",
                "{\"type\":\"string\",\"format\":\"date-time\",\"nullable\":true}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"}}",
                "{\"not\":{\"type\":\"null\"}}",
                "{\"type\":\"string\",\"examples\":[\"e\"],\"x-order\":1}");
    }

    private String alternatives(String word) {
        return new Members()
                .put(word, Members.list(object(2), object(1)))
                .put("type", "\"object\"")
                .toString();
    }

    private static String reference() {
        return "{\"type\":\"object\",\"properties\":{\"at\":{\"$ref\":\"#/$defs/place\"},\"to\":{\"$ref\":\"#/$defs/place\","
                + "\"description\":\"d\"}},\"$defs\":{\"place\":{\"type\":\"object\",\"properties\":{\"zip\":{\"type\":\"string\"}}}}}";
    }

    private static String recursive() {
        return "{\"$ref\":\"#/definitions/node\",\"definitions\":{\"node\":{\"type\":\"object\",\"properties\":{\"next\":"
                + "{\"$ref\":\"#/definitions/node\"},\"v\":{\"type\":\"number\"}}}}}";
    }

    private static String nested(int depth) {
        return "{\"type\":\"object\",\"properties\":{\"n\":".repeat(depth) + "{\"type\":\"string\"}"
                + "}}".repeat(depth);
    }
}

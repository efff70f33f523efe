package lakehouse.gateway.requests;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** A vendor's rules as checks of the body, each with its source. Needs no test framework: the demo runs it too. */
abstract class RuleBook implements VendorRules {
    /** Looks at a body and complains in the vendor's words, or does not. */
    interface Check {
        void look(JsonObject body, Consumer<String> complain);
    }

    private record Entry(Rule rule, Check check) {}

    private final List<Entry> entries = new ArrayList<>();

    final void rule(String id, String source, Check check) {
        entries.add(new Entry(new Rule(id, source), check));
    }

    @Override
    public List<Rule> rules() {
        return entries.stream().map(Entry::rule).toList();
    }

    @Override
    public List<Broken> broken(SentRequest request) {
        List<Broken> all = new ArrayList<>();
        for (Entry entry : entries) {
            entry.check()
                    .look(
                            request.body(),
                            words -> all.add(new Broken(entry.rule().id(), words)));
        }
        return all;
    }

    static List<JsonObject> messages(JsonObject body) {
        return JsonParts.objects(body.get("messages"));
    }

    static List<JsonObject> parts(JsonObject message) {
        return JsonParts.objects(message.get("content"));
    }

    static List<JsonObject> calls(JsonObject message) {
        return JsonParts.objects(message.get("tool_calls"));
    }

    /** The functions that are offered as tools. */
    static List<JsonObject> functions(JsonObject body) {
        List<JsonObject> functions = new ArrayList<>();
        for (JsonObject tool : JsonParts.objects(body.get("tools"))) {
            if ("function".equals(JsonParts.string(tool, "type"))
                    && tool.get("function") instanceof JsonObject function) {
                functions.add(function);
            }
        }
        return functions;
    }

    static void range(JsonObject body, String field, double least, double most, Consumer<String> complain) {
        if (body.get(field) instanceof JsonNumber number
                && (number.doubleValue() < least || number.doubleValue() > most)) {
            complain.accept("Invalid '" + field + "': expected a number between " + least + " and " + most);
        }
    }

    /** Whether Go's decoder reads it into an integer. */
    static boolean isGoInteger(@Nullable JsonValue value) {
        return !JsonParts.present(value) || value.toString().matches("-?\\d{1,18}");
    }

    static boolean isText(@Nullable JsonValue value) {
        return value instanceof JsonString;
    }

    static boolean isBlank(@Nullable JsonValue value) {
        return !(value instanceof JsonString text) || text.getString().isBlank();
    }
}

package lakehouse.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.requests.KimiMessagesRules;
import lakehouse.gateway.requests.VendorRules;

/** Kimi For Coding on its Anthropic-style surface, which is open to other clients: thinks first, without a signature. */
final class KimiAnswers implements Vendor {
    private static final String MODEL = "kimi-for-coding";
    private static final String USAGE =
            "{\"input_tokens\":8,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":21}";

    private final VendorRules rules = new KimiMessagesRules();

    @Override
    public String chat() {
        return "/coding/v1/messages";
    }

    @Override
    public List<String> models() {
        return List.of(MODEL);
    }

    @Override
    public VendorRules rules() {
        return rules;
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public boolean streamsByItself() {
        return false;
    }

    private static String message(Said said) {
        return "\"id\":\"msg_demo_kimi\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
                + JsonParts.quoted(said.model());
    }

    @Override
    public String whole(Said said) {
        return "{" + message(said) + ",\"content\":[{\"type\":\"thinking\",\"thinking\":"
                + JsonParts.quoted(said.thought()) + ",\"signature\":\"\"},{\"type\":\"text\",\"text\":"
                + JsonParts.quoted(said.text())
                + "}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":" + USAGE + "}";
    }

    @Override
    public List<String> stream(Said said) {
        List<String> events = new ArrayList<>();
        events.add(event(
                "message_start",
                "\"message\":{" + message(said) + ",\"content\":[],\"stop_reason\":null,\"usage\":" + USAGE + "}"));
        events.add(start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}") + event("ping", ""));
        events.add(delta(0, "{\"type\":\"thinking_delta\",\"thinking\":" + JsonParts.quoted(said.thought()) + "}"));
        events.add(event("content_block_stop", "\"index\":0") + start(1, "{\"type\":\"text\",\"text\":\"\"}"));
        said.words()
                .forEach(word ->
                        events.add(delta(1, "{\"type\":\"text_delta\",\"text\":" + JsonParts.quoted(word) + "}")));
        events.add(event("content_block_stop", "\"index\":1"));
        events.add(event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":" + USAGE));
        events.add(event("message_stop", ""));
        return events;
    }

    private static String start(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : "," + members)
                + "}\n\n";
    }

    @Override
    public String error(int status, String model) {
        return switch (status) {
            case 404 -> error("resource_not_found_error", "Not found the model " + model + " or Permission denied");
            case 429 -> error("rate_limit_error", "The engine is currently overloaded, please try again later");
            case 400 -> error("invalid_request_error", "Invalid request");
            default -> error("api_error", "Internal server error");
        };
    }

    private static String error(String type, String message) {
        return "{\"error\":{\"type\":\"" + type + "\",\"message\":" + JsonParts.quoted(message)
                + "},\"type\":\"error\"}";
    }

    @Override
    public Map<String, String> lists() {
        String models = Trouble.all(MODEL).stream()
                .map(model -> "{\"id\":\"" + model + "\",\"context_length\":262144,\"supports_reasoning\":true,"
                        + "\"supports_image_in\":true,\"supports_video_in\":true,\"supports_thinking_type\":\"only\","
                        + "\"display_name\":\"Kimi For Coding\"}")
                .collect(Collectors.joining(","));
        return Map.of("/coding/v1/models", "{\"data\":[" + models + "]}", "/coding/v1/usages", usages());
    }

    /** Numbers are texts there. */
    private static String usages() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return "{\"user\":{\"membership\":{\"level\":\"LEVEL_ADVANCED\"}},\"usage\":{\"limit\":\"100\",\"used\":\"12\","
                + "\"remaining\":\"88\",\"resetTime\":\"" + now.plus(Duration.ofDays(5))
                + "\"},\"limits\":[{\"window\":{\"duration\":300,\"timeUnit\":\"TIME_UNIT_MINUTE\"},\"detail\":"
                + "{\"limit\":\"100\",\"used\":\"3\",\"remaining\":\"97\",\"resetTime\":\""
                + now.plus(Duration.ofHours(3)) + "\"}}],\"parallel\":{\"limit\":\"30\"}}";
    }
}

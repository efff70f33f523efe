package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonParts;

/**
 * The rules of Anthropic's Messages API, as its documentation states them, or as people who measured it wrote down. Written
 * apart from the translation. {@link #asOthersServeIt()} are those of the format, without those of Anthropic's own models.
 */
public final class AnthropicRules implements VendorRules {
    private static final String DOCS = "platform.claude.com/docs/en/";
    private static final String API = DOCS + "api/messages/create";
    private static final Map<String, Rule> RULES = new LinkedHashMap<>();

    private static void rule(String id, String source) {
        RULES.put(id, new Rule(id, source));
    }

    static {
        rule("version-header", DOCS + "api/versioning");
        rule("fields", API);
        rule("model", API);
        rule("max-tokens", DOCS + "about-claude/models/overview");
        rule("messages-empty", API);
        rule("messages-role", API);
        rule("messages-first", API);
        rule("messages-content", "github.com/experientiallabs/experiential/pull/804");
        rule("messages-text-empty", "github.com/anthropics/claude-code/issues/59812");
        rule("messages-text-blank", "github.com/anthropics/claude-code/issues/23369");
        rule("messages-end-blank", API);
        rule("messages-prefill", DOCS + "about-claude/models/whats-new-claude-4-6");
        rule("messages-block", API);
        rule("system-text", "github.com/experientiallabs/experiential/pull/804");
        rule("tool-use-id", "github.com/HKUDS/nanobot/pull/4356");
        rule("tool-use-unique", "github.com/trycua/cua/issues/524");
        rule("tool-use-name", API);
        rule("tool-use-input", API);
        rule("tool-use-answered", "github.com/anthropics/claude-code/issues/8210");
        rule("tool-result-known", "github.com/anthropics/claude-code/issues/18947");
        rule("tool-result-first", DOCS + "agents-and-tools/tool-use/handle-tool-calls");
        rule("tool-result-content", API);
        rule("tools-name", API);
        rule("tools-unique", API);
        rule("tools-description", "github.com/experientiallabs/experiential/pull/658");
        rule("tools-schema-object", API);
        rule("tools-schema-top", "github.com/anthropics/claude-code/issues/40075");
        rule("tools-schema-keys", "github.com/anthropics/claude-code/issues/79418");
        rule("tools-schema-valid", "github.com/anthropics/claude-code/issues/63673");
        rule("tools-strict", DOCS + "agents-and-tools/tool-use/strict-tool-use");
        rule("tool-choice-tools", API);
        rule("tool-choice-type", API);
        rule("tool-choice-known", API);
        rule("tool-choice-thinking", DOCS + "build-with-claude/extended-thinking");
        rule("tool-choice-forced", DOCS + "models/opus-5-5/whats-new-opus-5-5");
        rule("thinking-type", API);
        rule("thinking-budget", DOCS + "build-with-claude/extended-thinking");
        rule("thinking-enabled", DOCS + "build-with-claude/extended-thinking");
        rule("thinking-adaptive", DOCS + "build-with-claude/adaptive-thinking");
        rule("thinking-disabled", "github.com/experientiallabs/experiential/pull/658");
        rule("thinking-block-first", "github.com/deepset-ai/haystack-core-integrations/issues/2146");
        rule("thinking-block-last", "platform.claude.com/docs/en/build-with-claude/extended-thinking");
        rule("thinking-signature", "github.com/jin-bo/agentao/pull/296");
        rule("thinking-marks", "github.com/UKGovernmentBEIS/inspect_ai/pull/3967");
        rule("sampling-thinking", DOCS + "build-with-claude/extended-thinking");
        rule("sampling-range", API);
        rule("sampling-both", "github.com/BerriAI/litellm/issues/15097");
        rule("sampling-model", "github.com/rmusser01/tldw_chatbook/pull/1819");
        rule("stop-blank", "github.com/BerriAI/litellm/issues/3286");
        rule("user-id", "github.com/BerriAI/litellm/issues/10106");
        rule("service-tier", API);
        rule("image-type", "github.com/anthropics/claude-code/issues/8184");
        rule("image-bytes", "github.com/BerriAI/litellm/issues/24900");
        rule("image-base64", DOCS + "build-with-claude/vision");
        rule("image-url", DOCS + "build-with-claude/vision");
        rule("document", DOCS + "build-with-claude/pdf-support");
        rule("cache-marks", DOCS + "build-with-claude/prompt-caching");
        rule("effort", DOCS + "build-with-claude/effort");
        rule("format", "github.com/veryfront/veryfront-code/issues/3918");
    }

    private static final Set<String> FIELDS = Set.of(
            "model",
            "max_tokens",
            "messages",
            "system",
            "metadata",
            "stop_sequences",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "thinking",
            "tools",
            "tool_choice",
            "output_config",
            "service_tier",
            "container",
            "cache_control",
            "inference_geo");
    private static final Map<String, Set<String>> BLOCKS = Map.of(
            "text", Set.of("type", "text", "cache_control", "citations"),
            "image", Set.of("type", "source", "cache_control"),
            "document", Set.of("type", "source", "title", "context", "citations", "cache_control"),
            "thinking", Set.of("type", "thinking", "signature"),
            "redacted_thinking", Set.of("type", "data"),
            "tool_use", Set.of("type", "id", "name", "input", "cache_control"),
            "tool_result", Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
    private static final Pattern VERSION = Pattern.compile("(\\d)(?:[-.](\\d))?(?![\\d])");

    private final boolean ofAnthropic;

    private AnthropicRules(boolean ofAnthropic) {
        this.ofAnthropic = ofAnthropic;
    }

    /** Of Anthropic's own API. */
    public static AnthropicRules ofAnthropic() {
        return new AnthropicRules(true);
    }

    /** Of other vendors that serve models of their own in this format: no signatures, no rules of one model. */
    public static AnthropicRules asOthersServeIt() {
        return new AnthropicRules(false);
    }

    @Override
    public List<Rule> rules() {
        return List.copyOf(RULES.values());
    }

    @Override
    public String refusal(Broken broken) {
        return JsonParts.object()
                .add("type", "error")
                .add(
                        "error",
                        JsonParts.object().add("type", "invalid_request_error").add("message", broken.message()))
                .add("request_id", "req_011CSHoEeqs5C35K2UUqR7Fy")
                .build()
                .toString();
    }

    @Override
    public List<Broken> broken(SentRequest request) {
        return new Check(request).run();
    }

    private final class Check {
        private final JsonObject body;
        private final Findings findings = new Findings(RULES);
        private final String model;
        private final int version;
        private final String thinking;

        Check(SentRequest request) {
            body = request.body();
            findings.expect(
                    request.headers().keySet().stream().anyMatch("anthropic-version"::equalsIgnoreCase),
                    "version-header",
                    "anthropic-version: header is required");
            model = JsonParts.textOf(body, "model");
            version = ofAnthropic ? version(model) : 0;
            thinking = body.get("thinking") instanceof JsonObject own ? JsonParts.textOf(own, "type") : "";
        }

        private static int version(String model) {
            Matcher found = VERSION.matcher(model);
            if (!found.find()) {
                return 0;
            }
            int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
            return Integer.parseInt(found.group(1)) * 10 + minor;
        }

        List<Broken> run() {
            for (String field : body.keySet()) {
                findings.expect(FIELDS.contains(field), "fields", field + ": Extra inputs are not permitted");
                findings.expect(
                        body.get(field) != JsonValue.NULL || field.equals("container"),
                        "fields",
                        field + ": Input should not be null");
            }
            findings.expect(!model.isEmpty(), "model", "model: Field required");
            maxTokens();
            thinking();
            sampling();
            system();
            messages();
            tools();
            toolChoice();
            marks();
            for (JsonValue stop : values(body.get("stop_sequences"))) {
                findings.expect(
                        stop instanceof JsonString text && !blank(text.getString()),
                        "stop-blank",
                        "stop_sequences: each stop sequence must contain non-whitespace");
            }
            if (body.get("metadata") instanceof JsonObject metadata) {
                String user = JsonParts.textOf(metadata, "user_id");
                findings.expect(
                        metadata.keySet().equals(Set.of("user_id")) && user.length() <= 256 && !user.contains("@"),
                        "user-id",
                        "metadata.user_id: user_id appears to contain an email address. Please send a uuid or hash value instead.");
            }
            if (body.containsKey("service_tier")) {
                findings.expect(
                        Set.of("auto", "standard_only").contains(JsonParts.textOf(body, "service_tier")),
                        "service-tier",
                        "service_tier: Input should be 'auto' or 'standard_only'");
            }
            outputConfig();
            return findings.all();
        }

        private void maxTokens() {
            BigDecimal tokens =
                    body.get("max_tokens") instanceof JsonNumber number ? number.bigDecimalValue() : BigDecimal.ZERO;
            findings.expect(
                    tokens.signum() > 0, "max-tokens", "max_tokens: Input should be greater than or equal to 1");
            findings.expect(
                    tokens.scale() <= 0 && (version == 0 || tokens.intValue() <= most()),
                    "max-tokens",
                    "max_tokens: " + tokens + " > " + most()
                            + ", which is the maximum allowed number of output tokens for " + model);
        }

        private int most() {
            if (version >= 46) {
                return 128_000;
            }
            if (version >= 37) {
                return model.contains("opus-4-1") || model.contains("opus-4-2025") ? 32_000 : 64_000;
            }
            return version >= 35 ? 8192 : 4096;
        }

        private void thinking() {
            if (!body.containsKey("thinking")) {
                return;
            }
            findings.expect(
                    Set.of("enabled", "disabled", "adaptive").contains(thinking),
                    "thinking-type",
                    "thinking: Input tag does not match any of the expected tags");
            JsonObject own = body.getJsonObject("thinking");
            findings.expect(
                    Set.of("type", "budget_tokens", "display").containsAll(own.keySet()),
                    "thinking-type",
                    "thinking." + thinking + ": Extra inputs are not permitted");
            if (thinking.equals("enabled")) {
                findings.expect(
                        version == 0 || (version >= 37 && version < 47),
                        "thinking-enabled",
                        "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" and"
                                + " \"output_config.effort\" to control thinking behavior.");
                int budget = own.get("budget_tokens") instanceof JsonNumber number ? number.intValue() : 0;
                findings.expect(
                        budget >= 1024,
                        "thinking-budget",
                        "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
                findings.expect(
                        budget < body.getInt("max_tokens", 0),
                        "thinking-budget",
                        "`max_tokens` must be greater than `thinking.budget_tokens`.");
            } else {
                findings.expect(
                        own.keySet().stream().noneMatch("budget_tokens"::equals),
                        "thinking-type",
                        "thinking." + thinking + ".budget_tokens: Extra inputs are not permitted");
            }
            findings.expect(
                    !thinking.equals("adaptive") || version == 0 || version >= 46,
                    "thinking-adaptive",
                    "adaptive thinking is not supported on this model");
            findings.expect(
                    !thinking.equals("disabled") || version < 47,
                    "thinking-disabled",
                    "\"thinking.type.disabled\" is not supported for this model.");
        }

        private boolean thinks() {
            return thinking.equals("enabled") || thinking.equals("adaptive");
        }

        private void sampling() {
            boolean any = false;
            for (String name : List.of("temperature", "top_p", "top_k")) {
                any |= body.containsKey(name);
                findings.expect(
                        !body.containsKey(name) || version < 47,
                        "sampling-model",
                        "`" + name + "` is deprecated for this model.");
            }
            findings.expect(
                    !any || !thinks(),
                    "sampling-thinking",
                    "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
            findings.expect(
                    version < 41 || !body.containsKey("temperature") || !body.containsKey("top_p"),
                    "sampling-both",
                    "`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
            for (String name : List.of("temperature", "top_p")) {
                if (body.containsKey(name)) {
                    BigDecimal value =
                            body.get(name) instanceof JsonNumber number ? number.bigDecimalValue() : BigDecimal.TEN;
                    findings.expect(
                            value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0,
                            "sampling-range",
                            name + ": range: 0..1");
                }
            }
        }

        private void system() {
            JsonValue system = body.get("system");
            if (system instanceof JsonString text) {
                findings.expect(
                        text.getString().isEmpty() || !blank(text.getString()),
                        "system-text",
                        "system: text content blocks must contain non-whitespace text");
            }
            for (JsonObject block : JsonParts.objects(system)) {
                block(block, "system", Set.of("text"), "system-text");
            }
        }

        private void messages() {
            List<JsonObject> messages = JsonParts.objects(body.get("messages"));
            findings.expect(!messages.isEmpty(), "messages-empty", "messages: at least one message is required");
            if (messages.isEmpty()) {
                return;
            }
            findings.expect(
                    "user".equals(JsonParts.string(messages.get(0), "role")),
                    "messages-first",
                    "messages: first message must use the \"user\" role");
            Set<String> ids = new HashSet<>();
            Set<String> open = new TreeSet<>();
            for (int i = 0; i < messages.size(); i++) {
                JsonObject message = messages.get(i);
                String role = JsonParts.textOf(message, "role");
                String at = "messages." + i;
                findings.expect(
                        message.keySet().equals(Set.of("role", "content"))
                                && Set.of("user", "assistant").contains(role),
                        "messages-role",
                        at + ": Input should be 'user' or 'assistant'");
                List<JsonObject> blocks = JsonParts.objects(message.get("content"));
                findings.expect(
                        !blocks.isEmpty(), "messages-content", at + ": user messages must have non-empty content");
                if (role.equals("user")) {
                    user(at, blocks, open);
                } else {
                    findings.expect(
                            open.isEmpty(),
                            "tool-use-answered",
                            at + ": `tool_use` ids were found without `tool_result` blocks immediately after: " + open);
                    open.clear();
                    assistant(at, blocks, ids, open);
                }
            }
            findings.expect(
                    open.isEmpty(),
                    "tool-use-answered",
                    "messages: `tool_use` ids were found without `tool_result` blocks immediately after: " + open);
            end(messages);
            if (thinking.equals("enabled") && ofAnthropic) {
                thoughtsOfTheLastTurn(messages);
            }
        }

        private void user(String at, List<JsonObject> blocks, Set<String> open) {
            boolean other = false;
            Set<String> answered = new HashSet<>();
            for (JsonObject block : blocks) {
                block(block, at, Set.of("text", "image", "document", "tool_result"), "messages-block");
                if (!JsonParts.textOf(block, "type").equals("tool_result")) {
                    other = true;
                    continue;
                }
                String id = JsonParts.textOf(block, "tool_use_id");
                findings.expect(
                        open.contains(id) && answered.add(id),
                        "tool-result-known",
                        at + ": unexpected `tool_use_id` found in `tool_result` blocks: " + id);
                findings.expect(
                        !other, "tool-result-first", at + ": tool_result blocks must come before other content");
                JsonValue content = block.get("content");
                findings.expect(
                        content == null || content instanceof JsonString || content instanceof JsonArray,
                        "tool-result-content",
                        at + ".tool_result.content: Input should be a valid string or list");
                for (JsonObject inner : JsonParts.objects(content)) {
                    block(inner, at + ".tool_result", Set.of("text", "image", "document"), "tool-result-content");
                }
                findings.expect(
                        values(content).size() == JsonParts.objects(content).size(),
                        "tool-result-content",
                        at + ".tool_result.content: Input should be an object");
            }
            Set<String> unanswered = new TreeSet<>(open);
            unanswered.removeAll(answered);
            findings.expect(
                    unanswered.isEmpty(),
                    "tool-use-answered",
                    at + ": `tool_use` ids were found without `tool_result` blocks immediately after: " + unanswered);
            open.clear();
        }

        private void assistant(String at, List<JsonObject> blocks, Set<String> ids, Set<String> open) {
            for (JsonObject block : blocks) {
                block(block, at, Set.of("text", "thinking", "redacted_thinking", "tool_use"), "messages-block");
                switch (JsonParts.textOf(block, "type")) {
                    case "tool_use" -> {
                        String id = JsonParts.textOf(block, "id");
                        findings.expect(
                                id.matches("[a-zA-Z0-9_-]+"),
                                "tool-use-id",
                                at + ".tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
                        findings.expect(ids.add(id), "tool-use-unique", at + ": `tool_use` ids must be unique");
                        findings.expect(
                                JsonParts.textOf(block, "name").matches("[a-zA-Z0-9_-]{1,128}"),
                                "tool-use-name",
                                at + ".tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
                        findings.expect(
                                block.get("input") instanceof JsonObject,
                                "tool-use-input",
                                at + ".tool_use.input: Input should be a valid dictionary");
                        open.add(id);
                    }
                    case "thinking" ->
                        findings.expect(
                                !ofAnthropic
                                        || JsonParts.textOf(block, "signature").startsWith("c2lnbmVk"),
                                "thinking-signature",
                                at + ": Invalid `signature` in `thinking` block");
                    case "redacted_thinking" ->
                        findings.expect(
                                !ofAnthropic || !JsonParts.textOf(block, "data").equals("c2VjcmV0"),
                                "thinking-signature",
                                at + ": Invalid `data` in `redacted_thinking` block");
                    default -> {}
                }
            }
            if (!blocks.isEmpty()) {
                findings.expect(
                        !isThought(blocks.get(blocks.size() - 1)),
                        "thinking-block-last",
                        at + ": The final block in an assistant message cannot be `thinking`.");
            }
        }

        private static boolean isThought(JsonObject block) {
            return JsonParts.textOf(block, "type").endsWith("thinking");
        }

        private void end(List<JsonObject> messages) {
            JsonObject last = messages.get(messages.size() - 1);
            if (!"assistant".equals(JsonParts.string(last, "role"))) {
                return;
            }
            findings.expect(
                    version < 46 && !thinks(),
                    "messages-prefill",
                    "This model does not support assistant message prefill. The conversation must end with a user message.");
            List<JsonObject> blocks = JsonParts.objects(last.get("content"));
            String text = blocks.isEmpty() ? "" : JsonParts.textOf(blocks.get(blocks.size() - 1), "text");
            findings.expect(
                    text.equals(text.stripTrailing()),
                    "messages-end-blank",
                    "messages: final assistant content cannot end with trailing whitespace");
        }

        private void thoughtsOfTheLastTurn(List<JsonObject> messages) {
            for (int i = messages.size() - 1; i >= 0; i--) {
                List<JsonObject> blocks = JsonParts.objects(messages.get(i).get("content"));
                if ("assistant".equals(JsonParts.string(messages.get(i), "role"))) {
                    boolean calls = blocks.stream()
                            .anyMatch(block -> JsonParts.textOf(block, "type").equals("tool_use"));
                    findings.expect(
                            !calls || isThought(blocks.get(0)),
                            "thinking-block-first",
                            "messages." + i + ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `"
                                    + JsonParts.textOf(blocks.get(0), "type") + "`.");
                    return;
                }
            }
        }

        private void block(JsonObject block, String at, Set<String> types, String rule) {
            String type = JsonParts.textOf(block, "type");
            findings.expect(types.contains(type), rule, at + ": Input tag '" + type + "' is not expected here");
            for (String member : block.keySet()) {
                findings.expect(
                        BLOCKS.getOrDefault(type, Set.of()).contains(member),
                        isThought(block) && member.equals("cache_control") ? "thinking-marks" : rule,
                        at + "." + type + "." + member + ": Extra inputs are not permitted");
            }
            switch (type) {
                case "text" -> {
                    String text = JsonParts.textOf(block, "text");
                    boolean system = rule.equals("system-text");
                    findings.expect(
                            !text.isEmpty(),
                            system ? rule : "messages-text-empty",
                            at + ": text content blocks must be non-empty");
                    findings.expect(
                            text.isEmpty() || !blank(text),
                            system ? rule : "messages-text-blank",
                            at + ": text content blocks must contain non-whitespace text");
                }
                case "image" -> image(at, block);
                case "document" -> document(at, block);
                default -> {}
            }
        }

        private void image(String at, JsonObject block) {
            JsonObject source = block.get("source") instanceof JsonObject own ? own : JsonValue.EMPTY_JSON_OBJECT;
            if (JsonParts.textOf(source, "type").equals("url")) {
                findings.expect(
                        JsonParts.textOf(source, "url").startsWith("https://"),
                        "image-url",
                        at + ".image.source.url.url: Only HTTPS URLs are supported");
                return;
            }
            String type = JsonParts.textOf(source, "media_type");
            String data = JsonParts.textOf(source, "data");
            findings.expect(
                    Set.of("image/jpeg", "image/png", "image/gif", "image/webp").contains(type),
                    "image-type",
                    at + ".image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or"
                            + " 'image/webp'");
            findings.expect(
                    data.length() % 4 == 0 && data.matches("[A-Za-z0-9+/]+=*"),
                    "image-base64",
                    at + ".image.source.base64: invalid base64 data");
            Map<String, String> starts =
                    Map.of("image/jpeg", "/9j/", "image/png", "iVBOR", "image/gif", "R0lG", "image/webp", "UklGR");
            findings.expect(
                    data.startsWith(starts.getOrDefault(type, "")),
                    "image-bytes",
                    at + ".image.source.base64: The image was specified using the " + type
                            + " media type, but the image appears to be another one");
        }

        private void document(String at, JsonObject block) {
            JsonObject source = block.get("source") instanceof JsonObject own ? own : JsonValue.EMPTY_JSON_OBJECT;
            String type = JsonParts.textOf(source, "media_type");
            String data = JsonParts.textOf(source, "data");
            boolean pdf = JsonParts.textOf(source, "type").equals("base64")
                    && type.equals("application/pdf")
                    && data.startsWith("JVBERi");
            boolean text =
                    JsonParts.textOf(source, "type").equals("text") && type.equals("text/plain") && !data.isEmpty();
            findings.expect(
                    pdf || text,
                    "document",
                    at + ".document.source: Input should be 'application/pdf' or 'text/plain'");
        }

        private void tools() {
            Set<String> names = new HashSet<>();
            int strict = 0;
            int at = 0;
            for (JsonObject tool : JsonParts.objects(body.get("tools"))) {
                String where = "tools." + at++ + ".custom";
                String name = JsonParts.textOf(tool, "name");
                findings.expect(
                        name.matches("[a-zA-Z0-9_-]{1,128}"),
                        "tools-name",
                        where + ".name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
                findings.expect(names.add(name), "tools-unique", "tools: Tool names must be unique.");
                findings.expect(
                        !tool.containsKey("description") || tool.get("description") instanceof JsonString,
                        "tools-description",
                        where + ".description: Input should be a valid string");
                JsonObject schema =
                        tool.get("input_schema") instanceof JsonObject own ? own : JsonValue.EMPTY_JSON_OBJECT;
                findings.expect(
                        "object".equals(JsonParts.string(schema, "type")),
                        "tools-schema-object",
                        where + ".input_schema.type: Input should be 'object'");
                findings.expect(
                        !schema.containsKey("oneOf") && !schema.containsKey("anyOf") && !schema.containsKey("allOf"),
                        "tools-schema-top",
                        where + ".input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level");
                if (schema.get("properties") instanceof JsonObject properties) {
                    findings.expect(
                            properties.keySet().stream().allMatch(key -> key.matches("[a-zA-Z0-9_.-]{1,64}")),
                            "tools-schema-keys",
                            where
                                    + ".input_schema.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'");
                }
                String invalid = SchemaDraft.broken(schema, "");
                findings.expect(
                        invalid.isEmpty(),
                        "tools-schema-valid",
                        where + ".input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12"
                                + invalid);
                if (tool.containsKey("strict")) {
                    strict++;
                    String unfit = SchemaDraft.unstructured(schema, schema);
                    findings.expect(
                            strict <= 20 && unfit.isEmpty() && (version == 0 || version >= 41),
                            "tools-strict",
                            where + ": strict: " + unfit);
                }
            }
        }

        private void toolChoice() {
            if (!body.containsKey("tool_choice")) {
                return;
            }
            JsonObject choice = body.getJsonObject("tool_choice");
            String type = JsonParts.textOf(choice, "type");
            findings.expect(
                    !JsonParts.objects(body.get("tools")).isEmpty(),
                    "tool-choice-tools",
                    "tool_choice may only be specified while providing tools");
            findings.expect(
                    Set.of("auto", "any", "tool", "none").contains(type) && !(type.equals("none") && choice.size() > 1),
                    "tool-choice-type",
                    "tool_choice: Input tag does not match any of the expected tags");
            boolean forced = type.equals("any") || type.equals("tool");
            findings.expect(
                    !forced || !thinks(),
                    "tool-choice-thinking",
                    "Thinking may not be enabled when tool_choice forces tool use.");
            findings.expect(
                    !forced || version < 51, "tool-choice-forced", "tool_choice: forced tool use is not supported");
            findings.expect(
                    !type.equals("tool")
                            || JsonParts.objects(body.get("tools")).stream()
                                    .anyMatch(tool ->
                                            JsonParts.textOf(tool, "name").equals(JsonParts.textOf(choice, "name"))),
                    "tool-choice-known",
                    "tool_choice: Tool '" + JsonParts.textOf(choice, "name") + "' not found in provided tools");
        }

        private void marks() {
            List<JsonObject> marks = new ArrayList<>();
            collect(body.get("tools"), marks);
            collect(body.get("system"), marks);
            for (JsonObject message : JsonParts.objects(body.get("messages"))) {
                collect(message.get("content"), marks);
                JsonParts.objects(message.get("content")).forEach(block -> collect(block.get("content"), marks));
            }
            findings.expect(
                    marks.size() <= 4,
                    "cache-marks",
                    "A maximum of 4 blocks with cache_control may be provided. Found " + marks.size() + ".");
            boolean shortSeen = false;
            for (JsonObject mark : marks) {
                boolean hour = "1h".equals(JsonParts.string(mark, "ttl"));
                findings.expect(
                        !(hour && shortSeen),
                        "cache-marks",
                        "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block");
                shortSeen |= !hour;
            }
        }

        private void collect(JsonValue blocks, List<JsonObject> marks) {
            for (JsonObject block : JsonParts.objects(blocks)) {
                if (block.get("cache_control") instanceof JsonObject mark) {
                    marks.add(mark);
                }
            }
        }

        private void outputConfig() {
            if (!(body.get("output_config") instanceof JsonObject config)) {
                return;
            }
            if (config.containsKey("effort")) {
                String effort = JsonParts.textOf(config, "effort");
                boolean known = Set.of("low", "medium", "high").contains(effort)
                        || (effort.equals("xhigh") && version >= 47)
                        || (effort.equals("max") && (version >= 47 || model.contains("opus-4-6")));
                findings.expect(
                        !ofAnthropic || (version >= 46 && known),
                        "effort",
                        "output_config.effort: This model does not support the effort parameter");
            }
            if (config.get("format") instanceof JsonObject format) {
                JsonObject schema = format.get("schema") instanceof JsonObject own ? own : JsonValue.EMPTY_JSON_OBJECT;
                String unfit = SchemaDraft.unstructured(schema, schema);
                findings.expect(
                        unfit.isEmpty() && (version == 0 || version >= 41),
                        "format",
                        "output_config.format.schema: " + unfit);
            }
        }
    }

    static List<JsonValue> values(JsonValue value) {
        return value instanceof JsonArray array ? array : List.of();
    }

    static boolean blank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85);
    }
}

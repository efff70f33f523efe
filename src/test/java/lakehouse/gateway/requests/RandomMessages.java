package lakehouse.gateway.requests;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Histories as clients keep them. */
final class RandomMessages {
    private final Dice dice;
    private final RandomTools tools;
    private final RandomParts parts;
    private final List<String> messages = new ArrayList<>();

    RandomMessages(Dice dice, RandomTools tools) {
        this.dice = dice;
        this.tools = tools;
        this.parts = new RandomParts(dice);
    }

    String list() {
        int rules = dice.between(0, 2);
        for (int i = 0; i < rules; i++) {
            rule();
        }
        if (dice.onceIn(12)) {
            assistant();
        }
        boolean calls = tools.inHistory();
        int turns = dice.between(0, dice.onceIn(10) ? 20 : 5);
        for (int i = 0; i < turns; i++) {
            turn(calls);
        }
        end(calls);
        return Members.list(messages);
    }

    private void turn(boolean calls) {
        switch (dice.between(0, 9)) {
            case 0 -> rule();
            case 1, 2, 3 -> user();
            case 4, 5 -> assistant();
            default -> {
                if (calls) {
                    user();
                    toolTurn();
                } else {
                    user();
                    assistant();
                }
            }
        }
    }

    /** Most requests end with a question or with results; some want their last words continued. */
    private void end(boolean calls) {
        switch (dice.between(0, 9)) {
            case 0 -> {
                user();
                assistant();
            }
            case 1, 2, 3 -> {
                user();
                if (calls) {
                    toolTurn();
                }
            }
            case 4 -> {
                question();
                rule();
            }
            default -> question();
        }
    }

    private void rule() {
        Members message = new Members().text("role", dice.one("system", "system", "developer"));
        messages.add(message.put("content", dice.onceIn(4) ? parts.texts() : text(12))
                .toString());
    }

    private void question() {
        messages.add(new Members()
                .text("role", "user")
                .put("content", dice.quotedSaid())
                .toString());
    }

    private void user() {
        Members message = new Members().text("role", "user");
        if (dice.onceIn(15)) {
            message.text("name", dice.one("alice", "Bob_2", "zoë"));
        }
        messages.add(message.put("content", dice.onceIn(3) ? parts.ofUser() : text(15))
                .toString());
    }

    private void assistant() {
        Members message = new Members().text("role", "assistant");
        switch (dice.between(0, 11)) {
            case 0 -> message.put("content", "null").put("refusal", dice.quotedSaid());
            case 1 -> message.put("content", parts.ofAssistant());
            case 2 -> message.put("content", dice.blank());
            case 3 -> message.put("content", "null");
            default -> message.put("content", dice.quotedSaid());
        }
        if (dice.onceIn(8)) {
            message.put("tool_calls", dice.one("[]", "null"));
        }
        if (dice.onceIn(10)) {
            message.put("refusal", "null")
                    .put("annotations", "[]")
                    .put("audio", "null")
                    .put("function_call", "null");
        }
        thoughts(message);
        messages.add(message.toString());
    }

    private void toolTurn() {
        Members message = new Members().text("role", "assistant");
        switch (dice.between(0, 7)) {
            case 0 -> {}
            case 1, 2 -> message.put("content", dice.blank());
            case 3 -> message.put("content", dice.quotedSaid());
            case 4 -> message.put("content", parts.ofAssistant());
            case 5 -> message.put("content", "[]");
            default -> message.put("content", "null");
        }
        List<RandomTools.Call> calls = new ArrayList<>();
        int count = dice.onceIn(3) ? dice.between(2, 4) : 1;
        for (int i = 0; i < count; i++) {
            RandomTools.Call call = tools.call();
            // In one turn an id stands for one call; only ids that nobody gave are alike.
            if (call.id().isEmpty()
                    || calls.stream().noneMatch(other -> other.id().equals(call.id()))) {
                calls.add(call);
            }
        }
        message.put(
                "tool_calls",
                Members.list(calls.stream().map(RandomTools.Call::json).toList()));
        thoughts(message);
        messages.add(message.toString());
        if (dice.onceIn(4) && calls.stream().noneMatch(call -> call.id().isEmpty())) {
            Collections.shuffle(calls, new Random(calls.size()));
        }
        calls.forEach(call -> messages.add(result(call)));
    }

    private String result(RandomTools.Call call) {
        Members message = new Members().text("role", "tool").text("tool_call_id", call.id());
        if (dice.onceIn(12)) {
            message.text("name", "some_tool");
        }
        return message.put("content", parts.ofResult()).toString();
    }

    private void thoughts(Members message) {
        switch (dice.between(0, 15)) {
            case 0 -> message.put("reasoning_content", dice.quotedThought());
            case 1 -> message.put("reasoning", dice.quotedThought());
            case 2 -> message.put("reasoning_content", dice.one("\"\"", "null", "\" \""));
            case 3 -> message.put("reasoning_details", details());
            default -> {}
        }
    }

    private String details() {
        String format = dice.one(
                "\"anthropic-claude-v1\"",
                "\"openai-responses-v1\"",
                "\"google-gemini-v1\"",
                "\"xai-responses-v1\"",
                "\"unknown\"",
                "null");
        boolean claude = format.contains("claude");
        String signature = claude || format.equals("null") ? "c2lnbmVk" : "Zm9yZWlnbg==";
        String data = claude ? "Y2xhdWRl" : "c2VjcmV0";
        String text = "{\"type\":\"reasoning.text\",\"text\":" + dice.quotedThought() + ",\"signature\":\"" + signature
                + "\",\"format\":" + format + ",\"index\":0}";
        String summary = "{\"type\":\"reasoning.summary\",\"summary\":" + dice.quotedThought() + ",\"format\":" + format
                + ",\"index\":0}";
        String encrypted = "{\"type\":\"reasoning.encrypted\",\"data\":\"" + data + "\",\"id\":\"rs_1\",\"format\":"
                + format + ",\"index\":1}";
        return dice.one(Members.list(text), Members.list(summary, encrypted), Members.list(encrypted), "[]", "null");
    }

    private String text(int blankOnceIn) {
        return dice.onceIn(blankOnceIn) ? dice.blank() : dice.quotedSaid();
    }
}

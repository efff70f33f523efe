package lakehouse.gateway.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller got, reduced to what it can tell from it.
 *
 * @param status HTTP status
 * @param answer all visible text together
 * @param model the answer's model; null when there is none
 * @param usage the answer's usage figures; null when there are none
 * @param error the error object, of the response or of a stream's last event; null when there is none
 * @param finished whether there was a finish reason
 * @param done whether a stream ended with {@code [DONE]}
 * @param response the response itself
 */
record Got(
        int status,
        String answer,
        @Nullable String model,
        @Nullable JsonObject usage,
        @Nullable JsonObject error,
        boolean finished,
        boolean done,
        HttpResponse<String> response) {

    static Got of(HttpResponse<String> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        var parts = new ArrayList<JsonObject>();
        if (!type.startsWith("text/event-stream")) {
            parts.add(parse(response.body()));
            return of(response, parts, false);
        }
        var done = false;
        for (var line : response.body().split("\n")) {
            if (line.equals("data: [DONE]")) {
                done = true;
            } else if (line.startsWith("data: ")) {
                parts.add(parse(line.substring(6)));
            }
        }
        return of(response, parts, done);
    }

    private static Got of(HttpResponse<String> response, List<JsonObject> parts, boolean done) {
        var answer = new StringBuilder();
        String model = null;
        JsonObject usage = null;
        JsonObject error = null;
        var finished = false;
        for (var part : parts) {
            error = part.containsKey("error") ? part.getJsonObject("error") : error;
            model = part.containsKey("model") ? part.getString("model") : model;
            usage = part.containsKey("usage") ? part.getJsonObject("usage") : usage;
            if (part.containsKey("choices") && !part.getJsonArray("choices").isEmpty()) {
                var choice = part.getJsonArray("choices").getJsonObject(0);
                var said =
                        choice.containsKey("message") ? choice.getJsonObject("message") : choice.getJsonObject("delta");
                answer.append(said.getString("content", ""));
                finished |= !choice.isNull("finish_reason");
            }
        }
        return new Got(response.statusCode(), answer.toString(), model, usage, error, finished, done, response);
    }

    private static JsonObject parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    boolean isStream() {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    /** Whether it is the whole answer of this provider, with its model and usage. */
    boolean isWholeAnswerOf(String provider) {
        return status == 200
                && error == null
                && finished
                && (done || !isStream())
                && answer.equals(Scripts.text(provider))
                && (provider + "-model").equals(model)
                && usage != null
                && usage.getInt("total_tokens") == 7;
    }

    /** Whether a program would take it for a good answer. */
    boolean looksGood() {
        return status == 200 && error == null && finished;
    }

    /** In words, the same in each run. */
    String words() {
        for (var provider : List.of("primary", "fallback")) {
            if (isWholeAnswerOf(provider)) {
                return "whole answer of " + provider;
            }
        }
        if (error != null) {
            var clock = clock();
            var code = error.getString("code") + (clock == null ? "" : " (" + clock + " clock)");
            return isStream() ? (answer.isEmpty() ? "" : "part, then ") + "error event " + code : status + " " + code;
        }
        return status + (looksGood() ? " as sent: \"" + answer + "\"" : " without an end");
    }

    private @Nullable String clock() {
        var message = error == null ? "" : error.getString("message");
        for (var clock : List.of("connect", "first token", "idle", "total")) {
            if (message.contains("the " + clock + " clock")) {
                return clock;
            }
        }
        return null;
    }

    String requestId() {
        return response.headers().firstValue("x-request-id").orElseThrow();
    }
}

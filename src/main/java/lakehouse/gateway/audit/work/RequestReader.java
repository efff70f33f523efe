package lakehouse.gateway.audit.work;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NoSuchElementException;
import lakehouse.gateway.audit.material.MalformedDiffException;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.MaterialWriter;
import lakehouse.gateway.audit.state.Origin;
import lakehouse.gateway.audit.state.TooManyFilesException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.provider.GatewayVersion;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/audits} as it streams by, so that only one file of it is in memory. */
final class RequestReader {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_MODEL = 256;

    private final MaterialWriter material;
    private final long limit;
    private long taken;
    private String title = "Audit";
    private String focus = "";
    private @Nullable String model;
    private @Nullable String confirm;
    private Origin origin = Origin.UNKNOWN;
    private boolean reuse;

    /** @param limit bytes of material allowed */
    RequestReader(MaterialWriter material, long limit) {
        this.material = material;
        this.limit = limit;
    }

    /**
     * Reads a request.
     *
     * @throws GatewayException when it is none, or too large
     */
    AuditRequest read(Reader body, String owner) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.next() != Event.START_OBJECT) {
                throw invalid("The request is JSON, but not a JSON object.");
            }
            while (parser.next() == Event.KEY_NAME) {
                member(parser, parser.getString());
            }
            if (parser.hasNext()) {
                throw invalid("Something follows the JSON object.");
            }
        } catch (JsonParsingException e) {
            throw invalid("It is not valid JSON: reading stopped at line "
                    + e.getLocation().getLineNumber() + ", column "
                    + e.getLocation().getColumnNumber() + ".");
        } catch (JsonException | NoSuchElementException | IllegalStateException e) {
            throw invalid("It is not valid JSON in UTF-8, or it breaks off.");
        } catch (TooManyFilesException e) {
            throw invalid(e.getMessage());
        } catch (MalformedDiffException e) {
            throw Failure.ofParam(FailureKind.INVALID_REQUEST, "diff", e.getMessage() + " Give a unified diff.")
                    .exception();
        }
        if (model == null || model.isBlank()) {
            throw Failure.ofParam(
                            FailureKind.INVALID_REQUEST,
                            "model",
                            "The request names no model. Give <provider>/<model> or ladder/<name>; GET /v1/models lists them.")
                    .exception();
        }
        if (model.length() > MAX_MODEL) {
            throw invalid("model is longer than " + MAX_MODEL + " characters.");
        }
        return new AuditRequest(
                title, model, focus, owner, Instant.now(), confirm, origin, Prompts.VERSION, GatewayVersion.VERSION);
    }

    /** Whether an audit that is there already will do, when the same is asked for the same material. */
    boolean reuse() {
        return reuse;
    }

    private void member(JsonParser parser, String name) throws IOException {
        Event event = parser.next();
        switch (name) {
            case "title" -> title = shortText(parser, event, name, title);
            case "focus" -> focus = shortText(parser, event, name, focus);
            case "model" -> model = shortText(parser, event, name, "");
            case "confirm" -> confirm = nullIfEmpty(shortText(parser, event, name, ""));
            case "reuse" -> reuse = event == Event.VALUE_TRUE;
            case "origin" -> origin = origin(parser, event);
            case "diff" -> {
                String diff = text(parser, event, name);
                if (diff != null && !diff.isBlank()) {
                    count(diff);
                    material.diff(diff);
                }
            }
            case "files" -> files(parser, event);
            default -> skip(parser, event);
        }
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Origin origin(JsonParser parser, Event event) {
        if (event != Event.START_OBJECT) {
            throw invalid("origin must be an object.");
        }
        return Origin.of(parser.getObject());
    }

    private static String shortText(JsonParser parser, Event event, String name, String otherwise) {
        String text = text(parser, event, name);
        if (text != null && text.length() > MAX_TEXT) {
            throw invalid(name + " is longer than " + MAX_TEXT + " characters.");
        }
        return text == null || text.isBlank() ? otherwise : text.strip();
    }

    private static @Nullable String text(JsonParser parser, Event event, String name) {
        if (event == Event.VALUE_NULL) {
            return null;
        }
        if (event != Event.VALUE_STRING) {
            throw invalid(name + " must be a text.");
        }
        return parser.getString();
    }

    private void files(JsonParser parser, Event event) throws IOException {
        if (event == Event.VALUE_NULL) {
            return;
        }
        if (event != Event.START_ARRAY) {
            throw invalid("files must be a list of {\"path\", \"content\"}.");
        }
        for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
            if (next != Event.START_OBJECT) {
                throw invalid("files must be a list of {\"path\", \"content\"}.");
            }
            file(parser);
        }
    }

    private void file(JsonParser parser) throws IOException {
        String path = null;
        String content = null;
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            Event event = parser.next();
            switch (name) {
                case "path" -> path = text(parser, event, "path");
                case "content" -> content = text(parser, event, "content");
                default -> skip(parser, event);
            }
        }
        if (path == null || path.isBlank()) {
            throw invalid("Each of files must have a path.");
        }
        if (content != null) {
            count(content);
        }
        material.file(path, content);
    }

    private void count(String text) {
        taken += text.getBytes(StandardCharsets.UTF_8).length;
        if (taken > limit) {
            throw tooLarge(limit);
        }
    }

    private static void skip(JsonParser parser, Event event) {
        if (event == Event.START_OBJECT) {
            parser.skipObject();
        } else if (event == Event.START_ARRAY) {
            parser.skipArray();
        }
    }

    /** The failure of a request with too much material. */
    static GatewayException tooLarge(long limit) {
        return Failure.of(
                        FailureKind.REQUEST_TOO_LARGE,
                        "The material is larger than " + limit + " bytes (" + Setting.AUDIT_MAX_MATERIAL.pattern()
                                + "). Audit fewer files at a time.")
                .exception();
    }

    private static GatewayException invalid(@Nullable String what) {
        return Failure.of(FailureKind.INVALID_REQUEST, "The audit's request cannot be read. " + what)
                .exception();
    }
}

package lakehouse.gateway.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lakehouse.gateway.json.JsonMembers.Member;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object as it arrived, with edits of single top-level members. Immutable. What an edit does not name keeps
 * its bytes. Where a name occurs twice the last one counts, as in JSON-P, and an edit removes the others.
 */
public final class JsonDocument {
    private final byte[] utf8;
    private final List<Member> members;
    private @Nullable JsonObject tree;

    private JsonDocument(byte[] utf8, List<Member> members) {
        this.utf8 = utf8;
        this.members = members;
    }

    /**
     * Checks and keeps a text.
     *
     * @param utf8 the text; not copied, so the caller must not change it afterwards
     * @throws MalformedJsonException when it is not UTF-8, not JSON, not an object, or nested too deep
     */
    public static JsonDocument parse(byte[] utf8) throws MalformedJsonException {
        return checked(Utf8.withoutMark(utf8));
    }

    private static JsonDocument checked(byte[] utf8) throws MalformedJsonException {
        if (!JsonGlance.seesAnObject(utf8)) {
            JsonSyntax.requireObject(Utf8.decode(utf8));
        }
        return new JsonDocument(utf8, JsonMembers.of(utf8));
    }

    /** As {@link #parse(byte[])}, of a text that is decoded already. */
    public static JsonDocument parse(String text) throws MalformedJsonException {
        return parse(LoneSurrogates.escaped(text).getBytes(StandardCharsets.UTF_8));
    }

    /** The first name that more than one member has, escapes decoded; null when each has its own. */
    public @Nullable String repeatedName() {
        Set<String> names = new HashSet<>(members.size() * 2);
        for (Member member : members) {
            if (!names.add(member.name())) {
                return member.name();
            }
        }
        return null;
    }

    /** Whether a member of this name is there, null or not. */
    public boolean has(String name) {
        return last(name) != null;
    }

    /** The value of a member; null when there is none. JSON's own null is {@link JsonValue#NULL}. */
    public @Nullable JsonValue value(String name) {
        Member member = last(name);
        if (member == null) {
            return null;
        }
        try {
            return JsonSyntax.value(
                    new String(utf8, member.valueStart(), member.end() - member.valueStart(), StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("A part of a checked document does not parse.", e);
        }
    }

    /** The text of a member that is a JSON string; null when there is none or it is something else. */
    public @Nullable String string(String name) {
        return value(name) instanceof JsonString string ? string.getString() : null;
    }

    /** Whether a member is literally {@code true}. */
    public boolean isTrue(String name) {
        return JsonValue.TRUE.equals(value(name));
    }

    /** The first byte of a member's value, which tells its type without reading it; 0 when there is none. */
    public char firstCharacter(String name) {
        Member member = last(name);
        return member == null ? 0 : (char) utf8[member.valueStart()];
    }

    /** The whole document as a tree, built at the first call. */
    public JsonObject tree() {
        JsonObject known = tree;
        if (known == null) {
            try {
                known = JsonSyntax.object(text());
            } catch (MalformedJsonException e) {
                throw new IllegalStateException("A checked document does not parse.", e);
            }
            tree = known;
        }
        return known;
    }

    /** This document with the edits applied; itself when they change nothing. */
    public JsonDocument edited(JsonEdits edits) {
        if (!edits.setsAny() && members.stream().noneMatch(member -> edits.names(member.name()))) {
            return this;
        }
        try {
            byte[] changed = splice(edits);
            return new JsonDocument(changed, JsonMembers.of(changed));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("An edit broke a checked document.", e);
        }
    }

    private byte[] splice(JsonEdits edits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length + 64);
        out.write('{');
        for (Member member : members) {
            JsonValue replacement = edits.replacement(member.name());
            if (!edits.names(member.name())) {
                comma(out);
                out.write(utf8, member.start(), member.end() - member.start());
            } else if (replacement != null && member.equals(last(member.name()))) {
                comma(out);
                out.write(utf8, member.start(), member.valueStart() - member.start());
                out.writeBytes(bytes(replacement));
            }
        }
        edits.forEachSet((name, value) -> {
            if (!has(name)) {
                comma(out);
                out.writeBytes(bytes(JsonParts.text(name)));
                out.write(':');
                out.writeBytes(bytes(value));
            }
        });
        out.write('}');
        return out.toByteArray();
    }

    private static void comma(ByteArrayOutputStream out) {
        if (out.size() > 1) {
            out.write(',');
        }
    }

    private static byte[] bytes(JsonValue value) {
        return LoneSurrogates.escaped(value.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable Member last(String name) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (Objects.equals(members.get(i).name(), name)) {
                return members.get(i);
            }
        }
        return null;
    }

    /** The document's bytes in UTF-8. Not a copy: the caller must not change them. */
    public byte[] bytes() {
        return utf8;
    }

    /** The document's text. */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Says only the size: a document is a prompt or an answer, and neither belongs in a log. */
    @Override
    public String toString() {
        return "JsonDocument[" + utf8.length + " bytes]";
    }
}

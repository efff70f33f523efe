package lakehouse.gateway.requests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Contents that are lists of parts. */
final class RandomParts {
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final String GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    private static final String JPEG = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////";
    private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
    private static final String PDF = base64("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF");

    private final Dice dice;

    RandomParts(Dice dice) {
        this.dice = dice;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Only texts. */
    String texts() {
        List<String> parts = new ArrayList<>();
        int count = dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            parts.add(text());
        }
        return Members.list(parts);
    }

    private String text() {
        Members part = new Members().text("type", "text");
        part.put("text", dice.onceIn(10) ? dice.blank() : dice.quotedSaid());
        if (dice.onceIn(15)) {
            part.put("cache_control", dice.one("{\"type\":\"ephemeral\"}", "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
        }
        return part.toString();
    }

    String ofAssistant() {
        return dice.onceIn(4) ? Members.list("{\"type\":\"refusal\",\"refusal\":" + dice.quotedSaid() + "}") : texts();
    }

    /** What a tool found: OpenAI takes texts; clients send more. */
    String ofResult() {
        return switch (dice.between(0, 19)) {
            case 0 -> "\"\"";
            case 1 -> dice.blank();
            case 2 -> "null";
            case 3 -> "{\"ok\":true,\"found\":\"" + dice.mark() + "\"}";
            case 4 -> dice.one("42", "1.50", "true", "false");
            case 5 -> "[\"" + dice.mark() + "\",\"" + dice.mark() + "\"]";
            case 6 -> "[]";
            case 7 -> "[{\"rows\":\"" + dice.mark() + "\"}]";
            case 8 -> "[7,\"" + dice.mark() + "\",null,true]";
            case 9, 10, 11 -> texts();
            case 12 -> Members.list(text(), image());
            default -> dice.quotedSaid();
        };
    }

    String ofUser() {
        List<String> parts = new ArrayList<>();
        int count = dice.between(1, 4);
        for (int i = 0; i < count; i++) {
            parts.add(
                    switch (dice.between(0, 15)) {
                        case 0, 1, 2, 3 -> image();
                        case 4, 5 -> file();
                        case 6 -> dice.onceIn(4) ? audio() : text();
                        default -> text();
                    });
        }
        return Members.list(parts);
    }

    private String image() {
        String url = switch (dice.between(0, 17)) {
            case 0, 1, 2 -> "https://example.org/" + dice.mark() + ".png";
            case 3 -> "http://example.org/" + dice.mark() + ".png";
            case 4 -> "data:image/jpg;base64," + JPEG;
            case 5 -> "data:IMAGE/PNG;base64," + PNG;
            case 6 -> "data:image/png;charset=utf-8;base64," + PNG;
            case 7 -> "data:image/png;base64," + JPEG;
            case 8 -> "data:;base64," + PNG;
            case 9 -> "data:application/octet-stream;base64," + WEBP;
            case 10 ->
                dice.onceIn(3) ? "data:image/svg+xml;base64," + base64("<svg/>") : "data:image/gif;base64," + GIF;
            case 11 -> dice.onceIn(3) ? "data:image/bmp;base64," + base64("BM123456") : "data:image/gif;base64," + GIF;
            case 12 -> "data:image/webp;base64," + WEBP;
            case 13 -> "data:image/jpeg;base64," + JPEG;
            case 14 -> "data:image/png;base64,\n" + PNG.substring(0, 40) + "\n" + PNG.substring(40);
            default -> "data:image/png;base64," + PNG;
        };
        Members image = new Members().text("url", url);
        if (dice.onceIn(4)) {
            image.put("detail", dice.one("\"auto\"", "\"low\"", "\"high\"", "null"));
        }
        Members part = new Members().text("type", "image_url");
        return part.put("image_url", dice.onceIn(20) ? "\"" + url.replace("\n", "") + "\"" : image.toString())
                .toString();
    }

    private String file() {
        Members file = new Members();
        switch (dice.between(0, 9)) {
            case 0 -> {
                return dice.onceIn(2) ? part("{\"file_id\":\"file-abc\"}") : text();
            }
            case 1, 2 -> {
                String text = base64(dice.mark() + " plain text");
                file.text("filename", "notes.txt").text("file_data", "data:text/plain;base64," + text);
            }
            case 3 -> file.text("filename", "a.pdf").text("file_data", PDF);
            case 4 -> file.text("file_data", "data:application/pdf;base64," + PDF);
            case 5 -> file.text("filename", "b.png").text("file_data", "data:image/png;base64," + PNG);
            case 6 -> file.text("filename", "c.md").text("file_data", "data:text/markdown;base64," + base64("# title"));
            default -> file.text("filename", "d.pdf").text("file_data", "data:application/pdf;base64," + PDF);
        }
        return part(file.toString());
    }

    private static String part(String file) {
        return new Members().text("type", "file").put("file", file).toString();
    }

    private String audio() {
        return "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"UklGRg==\",\"format\":\"" + dice.one("wav", "mp3")
                + "\"}}";
    }
}

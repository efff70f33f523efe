package lakehouse.gateway.demo;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import org.jspecify.annotations.Nullable;

/** What the stand-ins say: PONG, and the prepared findings about {@code examples/audit/sample} to who has it audited. */
final class Script {
    private static final String MATERIAL = "MATERIAL (part ";

    private Script() {}

    static Vendor.Said answer(String model, JsonObject request) {
        String asked = "";
        String all = "";
        for (JsonObject message : JsonParts.objects(request.get("messages"))) {
            if ("user".equals(JsonParts.string(message, "role"))) {
                asked = ContentText.of(content(message));
                all += asked;
            }
        }
        if (all.contains(MATERIAL)) {
            return new Vendor.Said(model, "Look for flaws in what is shown.", findings(all));
        }
        return new Vendor.Said(
                model,
                "The user pings. Answer with PONG.",
                asked.strip().equalsIgnoreCase("ping")
                        ? "PONG"
                        : "PONG. This is a stand-in for " + model + ": it says so to everything.");
    }

    private static JsonValue content(JsonObject message) {
        return message.getOrDefault("content", JsonValue.NULL);
    }

    /** Of the files that are shown. The last one about the accounts is invented: no line of the file says so. */
    private static String findings(String material) {
        JsonArrayBuilder findings = JsonParts.array();
        String accounts = path(material, "Accounts.java");
        if (accounts != null) {
            findings.add(finding(
                            accounts,
                            25,
                            ".executeQuery(\"select balance from account where owner = '\" + owner + \"'\");",
                            "critical",
                            "injection",
                            "owner becomes part of the SQL text: ' or '1'='1 reads another account's balance.",
                            "Use a PreparedStatement with a parameter, as change does."))
                    .add(finding(
                            accounts,
                            11,
                            "private static final Map<String, Long> CACHE = new HashMap<>();",
                            "high",
                            "stale data",
                            "The cache is never emptied after a transfer, so balance goes on returning the old figure.",
                            "Drop the cache, or remove both owners from it in transfer."))
                    .add(finding(
                            accounts,
                            60,
                            "System.err.println(\"The transfer failed.\");",
                            "high",
                            "error handling",
                            "A failed update is only printed; transfer then goes on and credits the other account.",
                            "Let the exception out, so that the transaction is rolled back."))
                    .add(finding(
                            accounts,
                            30,
                            "password = System.getenv(\"ADMIN_PASSWORD\");",
                            "critical",
                            "secrets",
                            "Invented by the stand-in: this line is nowhere, and the report must say so.",
                            "None is needed."));
        }
        String rates = path(material, "rates.py");
        if (rates != null) {
            findings.add(finding(
                            rates,
                            4,
                            "def average(rates, seen=[]):",
                            "medium",
                            "shared state",
                            "The default list is made once: each call averages over all earlier calls too.",
                            "Make the list inside the function."))
                    .add(finding(
                            rates,
                            14,
                            "except:",
                            "medium",
                            "error handling",
                            "Every error is swallowed, so a broken file reads as a short one.",
                            "Catch ValueError, and say which line it was."));
        }
        return JsonParts.object().add("findings", findings).build().toString();
    }

    /** The path under which a file is shown; null when it is not. */
    private static @Nullable String path(String material, String name) {
        for (String line : List.of(material.split("\n", -1))) {
            if (line.startsWith("=== file ") && line.contains(name + " (")) {
                return line.substring("=== file ".length(), line.indexOf(" (", line.indexOf(name)));
            }
        }
        return null;
    }

    private static JsonObject finding(
            String path,
            int line,
            String quote,
            String severity,
            String category,
            String explanation,
            String suggestion) {
        return JsonParts.object()
                .add("path", path)
                .add("start_line", line)
                .add("end_line", line)
                .add("quote", quote)
                .add("severity", severity)
                .add("category", category)
                .add("explanation", explanation)
                .add("suggestion", suggestion)
                .add("confidence", 0.9)
                .build();
    }
}

package lakehouse.gateway.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What other ways of writing make of a secret: base64, whatever stands around it there, and hexadecimal. */
final class SecretForms {
    private SecretForms() {}

    /** The secret itself first. */
    static List<String> of(String value) {
        List<String> forms = new ArrayList<>(List.of(value));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            String coded = base64(bytes, before);
            forms.add(coded);
            forms.add(coded.replace('+', '-').replace('/', '_'));
        }
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
        return forms;
    }

    /** The characters that depend on the secret alone, when so many bytes of a group stand before it. */
    private static String base64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int mixed = before == 0 ? 0 : before + 1;
        int end = shifted.length % 3 == 0 ? coded.length() : coded.length() - 1;
        return coded.substring(mixed, Math.max(mixed, end));
    }
}

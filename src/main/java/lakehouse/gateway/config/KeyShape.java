package lakehouse.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text looks like a key that was pasted into the wrong line. Keys begin with a mark of who gave them out, or they are
 * a long run of letters and digits without a pause, which no name of a model, a provider or a product has.
 */
public final class KeyShape {
    /** As vendors give them: OpenAI, Anthropic, OpenRouter and Kimi (sk-), Groq, xAI, Google, Hugging Face, GitHub, AWS, tokens. */
    private static final Pattern MARK = Pattern.compile(
            "(?i)(?:^|[^a-z0-9])(?:sk-|gsk_|xai-|aiza|hf_|gh[opsu]_|github_pat_|akia|eyj|bearer\\s|basic\\s)[a-z0-9._-]{6,}");

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]{20,}");

    private static final int LETTERS_AND_DIGITS = 3;

    private KeyShape() {}

    /** Whether a text looks like a key, or holds something that does. */
    public static boolean isKey(String text) {
        if (MARK.matcher(text).find()) {
            return true;
        }
        Matcher run = RUN.matcher(text);
        while (run.find()) {
            long digits = run.group().chars().filter(Character::isDigit).count();
            if (digits >= LETTERS_AND_DIGITS && run.group().length() - digits >= LETTERS_AND_DIGITS) {
                return true;
            }
        }
        return false;
    }
}

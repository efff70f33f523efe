package lakehouse.gateway.providers.anthropic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the documentation says of a model, by the version in its name: the rules differ by version, and a list of names would
 * miss the next one. Other vendors that speak this format have none of these rules.
 *
 * @param claude whether it is one of Anthropic's own, whichever endpoint serves it
 * @param opus whether it is of the largest family
 * @param version ten times the major version plus the minor one, as 46 for 4.6; 0 when the name says none
 */
record AnthropicModel(boolean claude, boolean opus, int version) {
    /** One or two digits are a version, eight are a date. */
    private static final Pattern VERSION =
            Pattern.compile("(?<![a-z0-9.])(\\d{1,2})(?:[.-](\\d{1,2}))?(?![0-9])(?!\\.\\d)");

    static AnthropicModel of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("claude");
        if (at < 0) {
            return new AnthropicModel(false, false, 0);
        }
        Matcher found = VERSION.matcher(lower.substring(at));
        int version = found.find()
                ? Integer.parseInt(found.group(1)) * 10
                        + (found.group(2) == null ? 0 : Integer.parseInt(found.group(2)))
                : 0;
        return new AnthropicModel(true, lower.contains("opus"), version);
    }

    private boolean before(int other) {
        return version == 0 || version < other;
    }

    private boolean since(int other) {
        return version == 0 || version >= other;
    }

    boolean thinks() {
        return since(37);
    }

    /** "Claude 4.7 and later models do not support it": platform.claude.com, extended thinking. */
    boolean takesBudget() {
        return before(47);
    }

    boolean takesAdaptive() {
        return since(46);
    }

    /** Where a budget is deprecated already. */
    boolean prefersAdaptive() {
        return version >= 46;
    }

    boolean refusesToStopThinking() {
        return version >= 47;
    }

    boolean thinksUnasked() {
        return version >= 50;
    }

    /** "temperature is deprecated for this model": migration guide for 4.7. */
    boolean takesSampling() {
        return before(47);
    }

    /** "`temperature` and `top_p` cannot both be specified for this model", since Opus 4.1. */
    boolean takesTwoSamplings() {
        return before(41);
    }

    /** "This model does not support assistant message prefill", since 4.6. */
    boolean takesPrefill() {
        return before(46);
    }

    /** Refused since Fable 5.1, Opus 5.5 and Sonnet 5.5: their migration guides. */
    boolean takesForcedTool() {
        return before(51);
    }

    /** Structured outputs: since Opus 4.1 and the 4.5 models. */
    boolean takesFormat() {
        return since(41);
    }

    /** The most tokens of one answer: models overview. */
    int maxTokens() {
        if (version == 0) {
            return Integer.MAX_VALUE;
        }
        if (version < 37) {
            return version < 35 ? 4096 : 8192;
        }
        if (version < 46) {
            return opus && version < 45 ? 32_000 : 64_000;
        }
        return 128_000;
    }

    /** The vendor's word for an effort; {@code max} and {@code xhigh} are not for every model. */
    String effort(String common) {
        return switch (common) {
            case "minimal", "low", "none" -> "low";
            case "xhigh" -> version >= 47 || version == 0 ? "xhigh" : "high";
            case "max" -> version >= 47 || version == 0 || opus ? "max" : "high";
            case "medium" -> "medium";
            default -> "high";
        };
    }
}

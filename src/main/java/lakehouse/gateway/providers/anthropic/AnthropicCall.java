package lakehouse.gateway.providers.anthropic;

/** A call of a tool: its id as the caller gave it and as it is sent, the turn it stands in, and whether its result came. */
final class AnthropicCall {
    final String given;
    final String sent;
    final int turn;
    boolean answered;

    AnthropicCall(String given, String sent, int turn) {
        this.given = given;
        this.sent = sent;
        this.turn = turn;
    }
}

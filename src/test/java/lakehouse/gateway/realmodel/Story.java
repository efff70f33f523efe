package lakehouse.gateway.realmodel;

/**
 * What the model made of one prompt.
 *
 * @param text the continuation, without the prompt
 * @param promptTokens tokens the model read, its start token included
 * @param completionTokens tokens the model generated, without the end mark
 * @param finishReason {@code length} when the budget ran out, {@code stop} when the model ended the story
 */
record Story(String text, int promptTokens, int completionTokens, String finishReason) {}

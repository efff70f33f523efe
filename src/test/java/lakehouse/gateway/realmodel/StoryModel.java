package lakehouse.gateway.realmodel;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.nio.file.Path;

/**
 * A story-continuing model in this JVM, deterministic: temperature 0, fixed seed, one thread, no prompt cache. Its
 * native threads outlive {@link LlamaModel#close}, so a plain {@code main} that uses it must end with
 * {@code System.exit}, as the test runners do.
 */
final class StoryModel implements AutoCloseable {
    /** Tokens of prompt and continuation together. */
    static final int CONTEXT = 512;

    private static final int SEED = 42;

    private final LlamaModel llama;

    /**
     * Loads a model.
     *
     * @param file a GGUF file
     * @throws de.kherud.llama.LlamaException when the file is no model
     */
    StoryModel(Path file) {
        llama = new LlamaModel(new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(CONTEXT)
                .setThreads(1)
                .setParallel(1)
                .disableLog());
    }

    /** Takes the pieces of a story while the model makes them. */
    interface Listener {
        /**
         * Takes one piece.
         *
         * @return false to stop the model
         */
        boolean hears(String piece);
    }

    /** Tokens the model reads for this prompt. {@code encode} leaves out the start token that the model puts first. */
    int promptTokens(String prompt) {
        return llama.encode(prompt).length + 1;
    }

    /**
     * Continues a prompt; one call at a time.
     *
     * @param prompt not empty, shorter than {@link #CONTEXT} tokens
     * @param maxTokens most tokens to generate; the free part of the context is the upper bound
     * @param listener hears each piece
     */
    synchronized Story tell(String prompt, int maxTokens, Listener listener) {
        int promptTokens = promptTokens(prompt);
        // A generation that meets the end of the context never returns in llama 4.2.0, so it is kept from there.
        int budget = Math.min(maxTokens, CONTEXT - promptTokens);
        LlamaIterator pieces = llama.generate(new InferenceParameters(prompt)
                        .setTemperature(0)
                        .setSeed(SEED)
                        .setNPredict(budget)
                        .setCachePrompt(false))
                .iterator();
        StringBuilder text = new StringBuilder();
        int generated = 0;
        while (pieces.hasNext()) {
            LlamaOutput piece = pieces.next();
            if (!pieces.hasNext() && piece.text.isEmpty()) {
                break;
            }
            // The model ends a story with a control token, which has no text, and would go on with another story.
            if (piece.text.isEmpty()) {
                pieces.cancel();
                break;
            }
            generated += tokens(piece.text);
            text.append(piece.text);
            if (!listener.hears(piece.text)) {
                pieces.cancel();
                break;
            }
        }
        return new Story(text.toString(), promptTokens, generated, generated < budget ? "stop" : "length");
    }

    /** A piece is one token, except for a character that the vocabulary spells byte by byte. */
    private int tokens(String piece) {
        boolean ascii = piece.chars().allMatch(character -> character < 128);
        return ascii ? 1 : llama.encode("a" + piece).length - llama.encode("a").length;
    }

    @Override
    public void close() {
        llama.close();
    }
}

package lakehouse.gateway.demo;

import java.util.List;

/** How a model fails that is named for it: every second time, so that a retry is seen to help. */
enum Trouble {
    NONE(""),
    RATE_LIMITED("-429"),
    FAILED("-500"),
    CUT("-cut"),
    SLOW("-slow");

    private final String ending;

    Trouble(String ending) {
        this.ending = ending;
    }

    static Trouble of(String model) {
        for (Trouble trouble : List.of(RATE_LIMITED, FAILED, CUT, SLOW)) {
            if (model.endsWith(trouble.ending)) {
                return trouble;
            }
        }
        return NONE;
    }

    /** The model without the ending. */
    String base(String model) {
        return model.substring(0, model.length() - ending.length());
    }

    /** A model and those named for its troubles. */
    static List<String> all(String model) {
        return List.of(values()).stream().map(trouble -> model + trouble.ending).toList();
    }
}

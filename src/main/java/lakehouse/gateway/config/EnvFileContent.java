package lakehouse.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the text of one env file says: its values by name, in the order of the file, and its broken lines. */
record EnvFileContent(Map<String, String> values, List<EnvFileProblem> problems) {
    static final EnvFileContent NONE = new EnvFileContent(Map.of(), List.of());

    EnvFileContent {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        problems = List.copyOf(problems);
    }

    /** Names only: the values are secrets. */
    @Override
    public String toString() {
        return "EnvFileContent[names=" + values.keySet() + ", problems=" + problems + "]";
    }
}

package lakehouse.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one look at all files found. Immutable, so that a reader sees the files of one moment.
 *
 * @param files what is known of each file, later ones winning
 * @param listingProblems what is wrong with the configured paths
 */
record EnvFileSnapshot(
        Map<Path, EnvFileState> files, Map<String, String> values, List<EnvFileProblem> listingProblems) {
    static final EnvFileSnapshot EMPTY = of(Map.of(), List.of());

    static EnvFileSnapshot of(Map<Path, EnvFileState> files, List<EnvFileProblem> listingProblems) {
        Map<String, String> values = new LinkedHashMap<>();
        files.values().forEach(file -> values.putAll(file.values()));
        return new EnvFileSnapshot(
                Collections.unmodifiableMap(new LinkedHashMap<>(files)),
                Collections.unmodifiableMap(values),
                List.copyOf(listingProblems));
    }

    List<EnvFileProblem> problems() {
        List<EnvFileProblem> all = new ArrayList<>(listingProblems);
        files.values().forEach(file -> all.addAll(file.problems()));
        return List.copyOf(all);
    }

    /** The problems that an operator has not heard of yet. */
    List<EnvFileProblem> newsAfter(EnvFileSnapshot earlier) {
        List<EnvFileProblem> news = new ArrayList<>(listingProblems);
        news.removeAll(earlier.listingProblems);
        files.forEach((path, file) -> {
            if (file.isNewsAfter(earlier.files.get(path))) {
                news.addAll(file.problems());
            }
        });
        return news;
    }

    /** Names only: the values are secrets. */
    @Override
    public String toString() {
        return "EnvFileSnapshot[files=" + files.keySet() + ", names=" + values.keySet() + "]";
    }
}

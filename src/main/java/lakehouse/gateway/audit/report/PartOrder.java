package lakehouse.gateway.audit.report;

import java.util.Arrays;

/** The order of part ids: 2 before 10, 2.1 between 2 and 3. */
final class PartOrder {
    private PartOrder() {}

    static int compare(String one, String other) {
        return Arrays.compare(numbers(one), numbers(other));
    }

    private static int[] numbers(String id) {
        return Arrays.stream(id.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}

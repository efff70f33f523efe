package lakehouse.gateway.ledger;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lakehouse.gateway.platform.Shared;

/** The last calls, in memory only, to be asked about by their request id. */
@Shared
public class CallLedger {
    private static final int KEPT = 1000;

    private final Map<String, Call> calls = new LinkedHashMap<>();

    /** Keeps a call, and forgets the oldest when there are too many. */
    public void keep(Call call) {
        synchronized (calls) {
            String key = key(call.caller(), call.requestId());
            calls.remove(key);
            calls.put(key, call);
            if (calls.size() > KEPT) {
                Iterator<String> oldest = calls.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** A call of this caller, as it stands now. Another caller's call is not found. */
    public Optional<CallRecord> find(String requestId, String caller) {
        Call found;
        synchronized (calls) {
            found = calls.get(key(caller, requestId));
        }
        return Optional.ofNullable(found).map(Call::record);
    }

    /** Callers choose their request ids, so two of them may choose the same. */
    private static String key(String caller, String requestId) {
        return caller + ' ' + requestId;
    }
}

package lakehouse.gateway.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/** Hands each event of a call to everybody who observes calls. */
@Shared
public class CallObservers {
    @Inject
    @Any
    Instance<CallObserver> beans;

    private List<CallObserver> all = List.of();

    @PostConstruct
    void find() {
        all = beans.stream().toList();
    }

    /** These observers, without a container. */
    public static CallObservers of(CallObserver... observers) {
        CallObservers made = new CallObservers();
        made.all = List.of(observers);
        return made;
    }

    /** A request leaves for a provider. */
    public void attempting(Call call) {
        CallRecord now = call.record();
        all.forEach(observer -> observer.attempting(now));
    }

    /**
     * The last attempt of a call has ended.
     *
     * @param failure why it gave no whole answer; null when it gave one
     */
    public void attempted(Call call, @Nullable Failure failure) {
        CallRecord now = call.record();
        AttemptRecord attempt = now.trail().get(now.trail().size() - 1);
        all.forEach(observer -> observer.attempted(now, attempt, failure));
    }

    /**
     * A call has ended.
     *
     * @param failure why it has no whole answer; null when it has one, or when its client left
     */
    public void ended(Call call, @Nullable Failure failure) {
        CallRecord now = call.record();
        all.forEach(observer -> observer.ended(now, failure));
    }
}

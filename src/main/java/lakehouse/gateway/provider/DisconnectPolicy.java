package lakehouse.gateway.provider;

import java.time.Duration;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;

/**
 * What becomes of an upstream stream when the client goes away.
 *
 * @param drains whether it is read on, so that its usage is known; otherwise it is closed, which stops the bill
 * @param time how long it is read on at most
 * @param events how many further events are read at most; with most providers an event is a token
 */
public record DisconnectPolicy(boolean drains, Duration time, int events) {
    static DisconnectPolicy read(Settings settings, String id) {
        String policy = settings.text(Setting.PROVIDER_ON_DISCONNECT, id);
        if (policy != null && !policy.equals("cancel") && !policy.equals("drain")) {
            throw InvalidSettingException.of(Setting.PROVIDER_ON_DISCONNECT.key(id), policy, "cancel or drain");
        }
        return new DisconnectPolicy(
                "drain".equals(policy),
                settings.duration(Setting.PROVIDER_DRAIN_TIMEOUT, id, Duration.ofSeconds(30)),
                settings.number(Setting.PROVIDER_DRAIN_EVENTS, id, 4096));
    }
}

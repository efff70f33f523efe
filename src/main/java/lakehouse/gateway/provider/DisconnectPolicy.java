package lakehouse.gateway.provider;

import java.time.Duration;
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
        return new DisconnectPolicy(
                settings.get(Setting.PROVIDER_ON_DISCONNECT, id).equals("drain"),
                settings.get(Setting.PROVIDER_DRAIN_TIMEOUT, id),
                settings.get(Setting.PROVIDER_DRAIN_EVENTS, id));
    }
}

package lakehouse.gateway.access;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;

/** Says at the start, where nobody overlooks it, what it means to have no access keys, and how to make one. */
@Shared
public class KeylessNotice {
    private static final Logger LOG = System.getLogger(KeylessNotice.class.getName());

    @Inject
    AccessKeys keys;

    @Inject
    Settings settings;

    void deployed(@Observes Startup event) {
        if (!keys.required()) {
            LOG.log(Level.WARNING, words(settings.get(Setting.ENV_FILE_PATHS)));
        }
    }

    static String words(List<String> envFiles) {
        return "KEYLESS: no gateway.access.keys are set, so every program of every user on this machine may call and spend"
                + " what the providers' keys can, and so may whoever reaches it through a proxy or tunnel that adds no"
                + " header. Make a key, as the server's user: " + command(envFiles);
    }

    /** One line of a shell. It writes the key's hash for the gateway, and shows the key. */
    private static String command(List<String> envFiles) {
        String file = envFiles.isEmpty() ? "/etc/lakehouse/*.env" : envFiles.get(0);
        return "K=$(openssl rand -hex 32) && (umask 077; printf 'GATEWAY_ACCESS_KEYS=me:%s\\n' \"$(printf %s \"$K\" |"
                + " sha256sum | cut -c1-64)\" >> '" + file.replace("*", "access") + "') && echo \"key: $K\"";
    }
}

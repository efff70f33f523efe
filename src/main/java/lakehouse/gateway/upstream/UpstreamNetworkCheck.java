package lakehouse.gateway.upstream;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.config.ConfigurationCheck;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;

/** Finds a proxy or a file of authorities that cannot be used. */
@Shared
public class UpstreamNetworkCheck implements ConfigurationCheck {
    @Inject
    Settings settings;

    @Override
    public List<ConfigurationProblem> problems() {
        List<ConfigurationProblem> problems = new ArrayList<>();
        UpstreamNetwork network = new UpstreamNetwork(settings);
        check(Setting.UPSTREAM_PROXY, () -> network.proxyTo("https", "provider.invalid", -1), problems);
        check(Setting.UPSTREAM_CA_FILE, network::trust, problems);
        return problems;
    }

    /** The provider asked for only stands for one that is not on this machine. */
    private static void check(Setting<?> setting, Runnable reading, List<ConfigurationProblem> problems) {
        try {
            reading.run();
        } catch (InvalidSettingException e) {
            problems.add(new ConfigurationProblem(setting.pattern(), String.valueOf(e.getMessage()), false));
        }
    }
}

package lakehouse.gateway.config;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.platform.Shared;

/** Finds every value that does not parse: the reader of a provider or ladder stops at its first. */
@Shared
public class ValuesCheck implements ConfigurationCheck {
    @Inject
    Settings settings;

    @Inject
    DeclaredSettings declared;

    @Override
    public List<ConfigurationProblem> problems() {
        List<ConfigurationProblem> problems = new ArrayList<>();
        List<String> providers = settings.get(Setting.PROVIDERS);
        Setting.each(
                Setting.all(),
                providers,
                settings.ids(Setting.LADDER_RUNGS),
                (setting, id) -> check(setting, id, problems));
        for (String id : providers) {
            declared.of(settings.get(Setting.PROVIDER_DIALECT, id)).forEach(own -> check(own, id, problems));
        }
        return problems;
    }

    private void check(Setting<?> setting, String id, List<ConfigurationProblem> problems) {
        try {
            settings.find(setting, id);
        } catch (InvalidSettingException e) {
            problems.add(
                    new ConfigurationProblem(setting.key(id), String.valueOf(e.getMessage()), setting.stopsCalls()));
        }
    }
}

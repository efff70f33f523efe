package lakehouse.gateway.config;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.platform.Shared;

/** Finds every value that does not parse: the reader of a provider or ladder stops at its first. */
@Shared
public class ValuesCheck implements ConfigurationCheck {
    private interface Form {
        void read(Settings settings, Setting setting, String id);
    }

    private static final Map<Setting, Form> FORMS = forms();

    /** Read for every call, so none can be served with a value of these that does not parse. */
    private static final Set<Setting> OF_EVERY_CALL = EnumSet.of(
            Setting.RETRY_MAX,
            Setting.CHAT_BODY_TIMEOUT,
            Setting.RETRY_BASE_DELAY,
            Setting.RETRY_MAX_DELAY,
            Setting.RETRY_MAX_WAIT,
            Setting.BREAKER_FAILURES,
            Setting.BREAKER_PROBE_INTERVAL,
            Setting.MAX_CONCURRENT_CALLS,
            Setting.BUSY_WAIT,
            Setting.CHAT_MAX_BODY,
            Setting.THREADS_MAX);

    @Inject
    Settings settings;

    private static Map<Setting, Form> forms() {
        Map<Setting, Form> forms = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String key = setting.pattern();
            if (key.matches(".*(timeout|refresh|busy-wait|delay|max-wait|interval|keep)")) {
                forms.put(setting, (settings, which, id) -> settings.duration(which, id, Duration.ZERO));
            } else if (key.matches(".*(key-required|explicit-only|strict|drain-exit)")) {
                forms.put(setting, (settings, which, id) -> settings.flag(which, id, false));
            } else if (key.matches(
                    ".*(max|max-body|max-concurrent|max-concurrent-calls|failures|drain-events|tokens|tokens-floor|num-ctx|max-material|part-size|concurrency)")) {
                int atLeast = setting == Setting.RETRY_MAX ? 0 : 1;
                forms.put(setting, (settings, which, id) -> settings.number(which, id, atLeast, atLeast));
            } else if (key.endsWith("base-url")) {
                forms.put(setting, Settings::address);
            } else if (key.endsWith("api-key")) {
                forms.put(setting, Settings::secret);
            }
        }
        return forms;
    }

    @Override
    public List<ConfigurationProblem> problems() {
        Collection<String> providers = settings.list(Setting.PROVIDERS, "");
        Collection<String> ladders = settings.ids(Setting.LADDER_RUNGS);
        List<ConfigurationProblem> problems = new ArrayList<>();
        FORMS.forEach((setting, form) -> {
            if (!setting.pattern().contains("<id>")) {
                check(setting, form, "", problems);
            } else {
                Collection<String> ids = setting.name().startsWith("LADDER") ? ladders : providers;
                ids.forEach(id -> check(setting, form, id, problems));
            }
        });
        return problems;
    }

    private void check(Setting setting, Form form, String id, List<ConfigurationProblem> problems) {
        try {
            form.read(settings, setting, id);
        } catch (InvalidSettingException e) {
            problems.add(new ConfigurationProblem(
                    setting.key(id), String.valueOf(e.getMessage()), OF_EVERY_CALL.contains(setting)));
        }
    }
}

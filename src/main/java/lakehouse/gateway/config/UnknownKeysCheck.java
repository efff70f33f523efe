package lakehouse.gateway.config;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lakehouse.gateway.platform.Shared;

/**
 * Finds mistyped keys: names under {@code gateway.} or {@code GATEWAY_} that nobody reads, and names that are nearly one of
 * {@link PlainNames}.
 */
@Shared
public class UnknownKeysCheck implements ConfigurationCheck {
    /** Kubernetes gives a pod such variables for a service named "gateway". */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("GATEWAY_(PORT|SERVICE_HOST|SERVICE_PORT|PORT_\\d+_.*|SERVICE_PORT_.*)");

    @Inject
    Settings settings;

    @Inject
    DeclaredSettings declared;

    @Override
    public List<ConfigurationProblem> problems() {
        KnownKeys known = KnownKeys.of(settings, declared);
        List<ConfigurationProblem> problems = new ArrayList<>();
        List<String> names = settings.names();
        for (String name : names) {
            PlainNames.nearly(name, names)
                    .ifPresent(meant -> problems.add(ConfigurationProblem.of(
                            name, name + " is no variable of the gateway and has no effect. It reads " + meant + ".")));
            boolean ours = name.startsWith("gateway.")
                    || (name.startsWith("GATEWAY_")
                            && !OF_KUBERNETES.matcher(name).matches());
            if (ours && !known.has(name) && !isEcho(name)) {
                problems.add(ConfigurationProblem.of(name, describe(name, known)));
            }
        }
        return problems;
    }

    /** WildFly lists each environment variable a second time, as a key in small letters with dots. */
    private static boolean isEcho(String name) {
        return name.startsWith("gateway.") && System.getenv().containsKey(EnvFileNames.asVariable(name));
    }

    private static String describe(String name, KnownKeys known) {
        String what = known.fitsPattern(name)
                ? name + " belongs to a provider or ladder that is not there."
                : name + " is no key of the gateway and has no effect.";
        return what + " The nearest known one is " + known.nearest(name) + ".";
    }
}

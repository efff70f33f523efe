package lakehouse.gateway.config;

import java.util.List;
import java.util.stream.StreamSupport;
import lakehouse.gateway.platform.Shared;
import org.eclipse.microprofile.config.ConfigProvider;

/** Passes on what is wrong with the env files. They are reported in the log as they are read, so it shows them again. */
@Shared
public class EnvFilesCheck implements ConfigurationCheck {
    @Override
    public List<ConfigurationProblem> problems() {
        return found().stream()
                .map(problem -> ConfigurationProblem.of(problem.file(), problem.describe()))
                .toList();
    }

    /** What is wrong with the env files now. */
    static List<EnvFileProblem> found() {
        return StreamSupport.stream(
                        ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .filter(EnvFileConfigSource.class::isInstance)
                .flatMap(source -> ((EnvFileConfigSource) source).problems().stream())
                .toList();
    }

    @Override
    public boolean logsThemItself() {
        return true;
    }
}

package lakehouse.gateway.provider;

import java.util.Optional;

/** Knows when the settings of a provider cannot work together. A CDI bean; all of them look at every provider. */
public interface SettingsCheck {
    /** What is wrong and what to set instead, without the value of any secret; empty when nothing is. */
    Optional<String> problem(ProviderSettings provider);
}

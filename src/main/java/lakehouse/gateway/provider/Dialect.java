package lakehouse.gateway.provider;

import lakehouse.gateway.config.SettingsOfDialect;
import lakehouse.gateway.form.Inquiry;

/**
 * The wire format of a kind of provider. A CDI bean; the registry finds all of them, so a new one needs no change
 * elsewhere. Stateless: what belongs to one request is in the translator.
 */
public interface Dialect extends SettingsOfDialect {
    /**
     * A translator for one attempt.
     *
     * @param provider settings of the provider asked
     * @param call what the caller wants
     */
    ChatTranslator translator(ProviderSettings provider, Inquiry call);
}

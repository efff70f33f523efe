package lakehouse.gateway.providers.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** https://openrouter.ai/docs/features/provider-routing#max-price */
class PriceOfAutoTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openrouter/auto | {\"model\":\"ladder/recovery\",MESSAGES} | {\"max_price\":{\"prompt\":2,\"completion\":8.5}}",
                "openrouter/auto | {MESSAGES} | {\"max_price\":{\"prompt\":2,\"completion\":8.5}}",
                "openrouter/auto | {\"model\":\"ladder/x\",\"provider\":{\"sort\":\"price\"},MESSAGES} | {\"sort\":\"price\",\"max_price\":{\"prompt\":2,\"completion\":8.5}}",
                "openrouter/auto | {\"model\":\"ladder/x\",\"provider\":{\"max_price\":{\"prompt\":9}},MESSAGES} | {\"max_price\":{\"prompt\":9}}",
                "openrouter/auto | {\"model\":\"openrouter/auto\",MESSAGES} | null",
                "openrouter/auto | {\"model\":\"openrouter/openrouter/auto\",MESSAGES} | null",
                "qwen/qwen3 | {\"model\":\"ladder/x\",MESSAGES} | null",
            })
    void capsTheModelThatALadderLeftToOpenRouter(String model, String body, String routing) throws Exception {
        var provider = ProviderSettings.read(
                MapSettings.withProvider("openrouter")
                        .set("gateway.provider.openrouter.auto-max-price", "prompt=2,completion=8.5")
                        .settings(),
                "openrouter");
        var call = Inquiry.chat(
                JsonDocument.parse(body.replace("MESSAGES", "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]")),
                model,
                false);

        var request = new OpenRouterTranslator(provider, call, new ReasoningMemory()).request();

        assertThat(String.valueOf(request.body().value("provider"))).isEqualTo(routing);
    }
}

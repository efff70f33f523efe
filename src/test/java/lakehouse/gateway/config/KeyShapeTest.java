package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyShapeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-kimi-abcDEF123456",
                "sk-or-v1-0123456789abcdef0123456789abcdef",
                "sk-ant-api03-AbC_dEf-123",
                "openrouter/sk-or-v1-abcdef",
                "Bearer abcdef.ghijkl",
                "gsk_aBcDeFgHiJ",
                "AIzaSyA1234567",
                "ghp_16C7e42F292c69",
                "hf_abcdefghij",
                "eyJhbGciOiJIUzI1NiJ9.e30",
                "2f6a9c0d1e4b8a7c3d5e6f708192a3b4",
                "a.b/2f6a9c0d1e4b8a7c3d5e6f708192a3b4.XyZ",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            })
    void knowsKeys(String text) {
        assertThat(KeyShape.isKey(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kimi/kimi-for-coding",
                "openrouter/moonshotai/kimi-k2.6",
                "ollama/gpt-oss:20b",
                "anthropic/claude-sonnet-4-20250514",
                "hf.co/unsloth/Qwen3-30B-A3B-Instruct-2507-GGUF:Q4_K_M",
                "ollama/deepseek-r1-distill-llama-70b",
                "openai/gpt-4o-realtime-preview-2024-12-17",
                "LakehouseGateway/1.0",
                "LakehouseGateway/1.0 (ops@example.org; task-42)",
                "disk-usage-monitor",
                "https://api.kimi.com/coding/v1",
                "risk-assessment",
                "PT10M",
                "mistralai/mistral-small-3.2-24b-instruct"
            })
    void knowsNames(String text) {
        assertThat(KeyShape.isKey(text)).isFalse();
    }
}

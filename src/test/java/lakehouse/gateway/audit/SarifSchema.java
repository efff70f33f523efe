package lakehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The SARIF 2.1.0 schema of OASIS. */
public final class SarifSchema {
    private SarifSchema() {}

    /** Fails unless a text is a SARIF 2.1.0 log. */
    public static void assertValid(String sarif) throws IOException {
        try (var in = SarifSchema.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
            assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
        }
    }
}

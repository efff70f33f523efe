package lakehouse.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private static final int LIMIT = 10_000;
    private static final String BODY = "{\"messages\":[]}";

    @Test
    void allowsABodyUpToTheLimit() throws IOException {
        String largest = BODY + " ".repeat(LIMIT - BODY.length());

        assertThat(bodies().read(stream(largest), -1, null)).hasSize(LIMIT);
        Failure failure = catchThrowableOfType(
                        GatewayException.class, () -> bodies().read(stream(largest + " "), -1, null))
                .failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_TOO_LARGE);
        assertThat(failure.message()).contains("10000 bytes", "gateway.chat.max-body");
    }

    @Test
    void readsNoFurtherThanTheGivenLength() throws IOException {
        InputStream in = stream(BODY + "and what follows");

        assertThat(new String(bodies().read(in, BODY.length(), null), StandardCharsets.UTF_8))
                .isEqualTo(BODY);
        assertThat(in.readAllBytes()).asString().isEqualTo("and what follows");
    }

    @Test
    void noticesABodyThatIsShorterThanItsLength() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> bodies().read(stream(BODY), BODY.length() + 1, null));
    }

    @Test
    void refusesALengthOverTheLimit() {
        GatewayException thrown = catchThrowableOfType(
                GatewayException.class, () -> bodies().read(stream(BODY), 3L * Integer.MAX_VALUE, null));

        assertThat(thrown.failure().kind()).isEqualTo(FailureKind.REQUEST_TOO_LARGE);
    }

    private static RequestBody bodies() {
        return new RequestBody(LIMIT, Duration.ofMinutes(1));
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}

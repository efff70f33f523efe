package lakehouse.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlatformThreadsTest {
    @Test
    void worksOnTheCallersThreadWhenThatIsAPlatformThread() {
        assertThat(PlatformThreads.call(Thread::currentThread)).isSameAs(Thread.currentThread());
    }

    @Test
    void keepsTheClassLoaderOfTheCaller() throws Exception {
        var before = Thread.currentThread().getContextClassLoader();
        var seen = new CompletableFuture<ClassLoader>();
        try (var loader = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(loader);
            PlatformThreads.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));

            assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void passesTheFailureOn() {
        assertThatThrownBy(() -> PlatformThreads.call(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }
}

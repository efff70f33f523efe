package lakehouse.gateway.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are trusted: Java's own authorities, and those of {@code gateway.upstream.ca-file} beside them.
 *
 * @param file the file; null without one
 * @param changed when the file was written
 * @param tls makes connections
 * @param store all authorities; null without a file, which means Java's own
 */
record UpstreamTrust(
        @Nullable String file,
        @Nullable FileTime changed,
        TlsSocketStrategy tls,
        @Nullable KeyStore store) {
    private static final long LARGEST = 4L * 1024 * 1024;

    /** @param known the last one, which is taken again when the file is the same */
    static UpstreamTrust read(@Nullable String file, @Nullable UpstreamTrust known) {
        if (file == null) {
            return known != null && known.file() == null
                    ? known
                    : new UpstreamTrust(null, null, DefaultClientTlsStrategy.createDefault(), null);
        }
        try {
            Path path = Path.of(file);
            FileTime changed = Files.getLastModifiedTime(path);
            if (known != null && file.equals(known.file()) && changed.equals(known.changed())) {
                return known;
            }
            KeyStore store = store(path);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return new UpstreamTrust(file, changed, new DefaultClientTlsStrategy(context), store);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidSettingException(Setting.UPSTREAM_CA_FILE.pattern()
                    + " names a file that cannot be read as certificates in PEM form. Check that it is there, that the"
                    + " server's user may read it, and that each certificate has its BEGIN and END line.");
        }
    }

    private static KeyStore store(Path path) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager own) {
                for (X509Certificate authority : own.getAcceptedIssuers()) {
                    store.setCertificateEntry("java-" + number++, authority);
                }
            }
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException("too large");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            Collection<? extends Certificate> own =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (own.isEmpty()) {
                throw new IOException("no certificate");
            }
            for (Certificate authority : own) {
                store.setCertificateEntry("own-" + number++, authority);
            }
        }
        return store;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}

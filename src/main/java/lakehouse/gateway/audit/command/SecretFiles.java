package lakehouse.gateway.audit.command;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells which files hold secrets by their very name. They are no code, so a model loses nothing by them. The names are those
 * that the programs themselves give: OpenSSH, OpenSSL and Java key stores, dotenv, curl, npm, pip, git, Docker, Kubernetes,
 * the clouds' command lines, Terraform, PostgreSQL, MySQL, Maven, Cargo, RubyGems, KeePass, Vault.
 */
final class SecretFiles {
    /** What a file's name is, in small letters. */
    private static final Pattern NAME = Pattern.compile(String.join(
            "|",
            "\\.env(rc)?",
            "\\.env\\..*",
            ".*\\.env",
            "id_(rsa|dsa|ecdsa|ed25519)(_sk)?",
            ".*\\.(pem|key|p12|pfx|pkcs12|p8|jks|jceks|bcfks|keystore|kdbx?|ppk|ovpn|agekey|asc\\.key)",
            "[._]netrc",
            "\\.npmrc|\\.yarnrc\\.yml|\\.pypirc|\\.pgpass|\\.my\\.cnf|\\.mylogin\\.cnf|\\.git-credentials|\\.dockercfg",
            "\\.s3cfg|\\.boto|\\.htpasswd|\\.vault-token|\\.terraformrc|\\.databrickscfg|\\.erlang\\.cookie|\\.msmtprc",
            "kubeconfig|.*\\.kubeconfig",
            "credentials(\\.(json|toml|xml|ya?ml|properties|csv))?",
            "client_secret.*\\.json|.*service[-_]?account.*\\.json|application_default_credentials\\.json",
            "secrets?\\.(json|toml|xml|ya?ml|properties|txt|ini)",
            "settings-security\\.xml|secring\\.(gpg|pgp)",
            "terraform\\.tfstate.*|.*\\.tfvars(\\.json)?",
            "shadow|master\\.passwd"));

    /** Names that only mean secrets in their folder. */
    private static final Pattern PATH = Pattern.compile(
            "(.*/)?(\\.docker/config\\.json|\\.kube/config|\\.aws/(credentials|config)|\\.m2/settings\\.xml|\\.config/gh/hosts\\.yml"
                    + "|\\.ssh/[^/]*|\\.gnupg/.*|\\.azure/.*|\\.config/gcloud/.*)");

    /** Made to be shown. */
    private static final Pattern HARMLESS =
            Pattern.compile(".*\\.(example|sample|template|tmpl|dist|defaults?|pub)|known_hosts");

    /** What every tool puts before a private key, whatever the file is called. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("\\A\\s*-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----");

    private SecretFiles() {}

    /** Whether a file of this path is one that holds secrets. */
    static boolean isNamedSo(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        return !HARMLESS.matcher(name).matches()
                && (NAME.matcher(name).matches() || PATH.matcher(lower).matches());
    }

    /** Whether a text is a private key. */
    static boolean isPrivateKey(String text) {
        return PRIVATE_KEY.matcher(text).find();
    }
}

package lakehouse.gateway.providers.ollama;

import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.provider.FailureClassifier;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;

/** What Ollama's errors mean. A model that a local server does not have is one command away. */
final class OllamaFailures {
    /** The names that a shell takes as they are. */
    private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,200}";

    private OllamaFailures() {}

    static Failure failure(ProviderSettings provider, UpstreamReply reply, String model) {
        Failure failure = FailureClassifier.failure(provider, reply);
        if (failure.kind() != FailureKind.UPSTREAM_MODEL_MISSING) {
            return failure;
        }
        return new Failure(
                failure.kind(),
                failure.message() + advice(provider, model),
                failure.param(),
                failure.provider(),
                failure.evidence());
    }

    private static String advice(ProviderSettings provider, String model) {
        if (OllamaModelNames.isCloud(provider)) {
            return " https://ollama.com/search?c=cloud lists the models of the cloud.";
        }
        return model.matches(PLAIN)
                ? " Fetch it on the machine of provider " + provider.id() + ": ollama pull " + model
                : " Fetch it on the machine of provider " + provider.id() + " with ollama pull.";
    }
}

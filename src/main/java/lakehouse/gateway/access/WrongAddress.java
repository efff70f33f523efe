package lakehouse.gateway.access;

import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;

/** What a caller is told who asks where nobody answers, whoever finds that out. */
public final class WrongAddress {
    private WrongAddress() {}

    static Failure unknown() {
        return Failure.of(FailureKind.NOT_FOUND, "There is nothing at this address. GET / lists the addresses.");
    }

    /** The address is right, the method is not. */
    public static Failure method() {
        return Failure.of(
                FailureKind.METHOD_NOT_ALLOWED,
                "This address does not take this HTTP method. GET / lists the addresses.");
    }
}

package lakehouse.gateway.demo;

import java.util.List;
import java.util.Map;
import lakehouse.gateway.requests.VendorRules;

/** How one vendor answers in its own language. */
interface Vendor {
    /** The path of its chat API. */
    String chat();

    /** Its models, by the names that it knows them under. */
    List<String> models();

    /** What it checks in a request. */
    VendorRules rules();

    /** The media type of its streams. */
    String streamType();

    /** Whether it streams when a request does not say. */
    boolean streamsByItself();

    /** A whole answer. */
    String whole(Said said);

    /** A stream, in the pieces that are sent; the cuts fall between words. */
    List<String> stream(Said said);

    /** The body of an error. */
    String error(int status, String model);

    /** What it answers to a GET, by path. */
    Map<String, String> lists();

    /** What is said. */
    record Said(String model, String thought, String text) {
        /** The text in pieces, as a model makes them. */
        List<String> words() {
            return List.of(text.split("(?<= )|(?<=\n)"));
        }
    }
}

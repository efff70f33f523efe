package lakehouse.gateway.audit.material;

/**
 * A line with its place.
 *
 * @param mark what the diff does to it
 * @param oldNumber its number before the change, from 1; 0 when it was not there
 * @param newNumber its number now, from 1; 0 when it is gone
 * @param text the line without its end
 */
public record SourceLine(Mark mark, int oldNumber, int newNumber, String text) {
    /** The number under which a model sees it: the old one for a deleted line. */
    public int number() {
        return mark == Mark.DELETED ? oldNumber : newNumber;
    }

    /** How many characters it takes in a prompt, about. */
    int cost() {
        return text.length() + PartText.PREFIX;
    }
}

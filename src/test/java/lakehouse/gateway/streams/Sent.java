package lakehouse.gateway.streams;

/**
 * What a provider sends.
 *
 * @param body the bytes
 * @param meaning what it means when all of it arrives
 * @param whole whether it is a whole answer: then it must arrive
 * @param cut whether the connection breaks at its end
 */
record Sent(byte[] body, Meaning meaning, boolean whole, boolean cut) {}

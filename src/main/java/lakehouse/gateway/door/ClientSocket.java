package lakehouse.gateway.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The client's end of a connection, as Linux writes it in its tables of sockets.
 *
 * @param address in hexadecimal, in the machine's order of bytes; an IPv4 address has eight digits wherever it stands
 * @param port of the client
 * @param serverPort the port that the client is connected to
 */
record ClientSocket(String address, int port, int serverPort) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int WORD = Integer.BYTES;

    /** @param address the client's, in figures; a name would be asked of DNS, so it is none of this machine's sockets */
    static ClientSocket of(String address, int port, int serverPort) {
        return new ClientSocket(figures(address) ? written(address) : "", port, serverPort);
    }

    private static boolean figures(String address) {
        return address.indexOf(':') >= 0
                || address.chars().allMatch(letter -> letter == '.' || (letter >= '0' && letter <= '9'));
    }

    private static String written(String address) {
        try {
            // An IPv4 address inside an IPv6 one comes back as what it is.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
                for (int word = 0; word < bytes.length; word += WORD) {
                    swap(bytes, word, word + 3);
                    swap(bytes, word + 1, word + 2);
                }
            }
            return HEX.formatHex(bytes);
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static void swap(byte[] bytes, int left, int right) {
        byte kept = bytes[left];
        bytes[left] = bytes[right];
        bytes[right] = kept;
    }
}

package lakehouse.gateway.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that are reached without a proxy, as {@code NO_PROXY} lists them for curl, Go and Python: a name stands for itself and
 * all below it, with or without a dot before it; {@code host:port}; an address; a network such as {@code 10.0.0.0/8}; {@code *}
 * for all. This machine itself is never reached through a proxy.
 */
final class NoProxy {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern FIGURES = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private final List<String> entries;

    /** @param list separated by commas or blanks */
    NoProxy(String list) {
        entries = Arrays.stream(SEPARATOR.split(list, -1))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean has(String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        InetAddress address = address(name);
        return isThisMachine(name, address) || entries.stream().anyMatch(entry -> matches(entry, name, address, port));
    }

    private static boolean isThisMachine(String name, @Nullable InetAddress address) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || (address != null && (address.isLoopbackAddress() || address.isAnyLocalAddress()));
    }

    private static boolean matches(String entry, String name, @Nullable InetAddress address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash > 0) {
            return address != null && inNetwork(entry.substring(0, slash), entry.substring(slash + 1), address);
        }
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (hasPort && !entry.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        String wanted = bare(hasPort ? entry.substring(0, colon) : entry);
        InetAddress same = address(wanted);
        if (same != null) {
            return same.equals(address);
        }
        String domain = wanted.startsWith("*.") ? wanted.substring(1) : wanted;
        String suffix = domain.startsWith(".") ? domain : "." + domain;
        return ("." + name).endsWith(suffix);
    }

    private static boolean inNetwork(String network, String bits, InetAddress address) {
        InetAddress base = address(bare(network));
        if (base == null || !bits.matches("[0-9]{1,3}") || base.getAddress().length != address.getAddress().length) {
            return false;
        }
        int left = Integer.parseInt(bits);
        byte[] here = address.getAddress();
        byte[] there = base.getAddress();
        for (int i = 0; i < here.length && left > 0; i++, left -= Byte.SIZE) {
            int mask = left >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - left);
            if (((here[i] ^ there[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String bare(String host) {
        String open = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return open.endsWith(".") && open.length() > 1 ? open.substring(0, open.length() - 1) : open;
    }

    /** The address of a host in figures; null for a name, which is not asked of DNS. */
    private static @Nullable InetAddress address(String host) {
        try {
            return FIGURES.matcher(host).matches() ? InetAddress.getByName(host) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

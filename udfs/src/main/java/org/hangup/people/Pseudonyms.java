package org.hangup.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import javax.crypto.Mac;
import org.hangup.net.IpAddress;

/**
 * Pseudonyms under a key: equal ones for equal names and addresses, on every machine and in every run. It remembers some that it has
 * made; not for use by several threads.
 */
public final class Pseudonyms {
    /** Hexadecimal digits of a name's pseudonym. */
    public static final int DIGITS = 16;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private final Mac mac;
    private final AddressCipher v4;
    private final AddressCipher v6;
    private final Remembered names = new Remembered();
    private final Remembered addresses = new Remembered();

    public Pseudonyms(PeopleKey key) {
        mac = key.mac();
        v4 = new AddressCipher(key.derived("hangup addresses of version 4"));
        v6 = new AddressCipher(key.derived("hangup addresses of version 6"));
    }

    /**
     * A user, a resource, or any other text, bytes [from, to): the first 16 digits of its HMAC-SHA-256, in lower case.
     *
     * @return not to be written to
     */
    public byte[] name(byte[] b, int from, int to) {
        int slot = Remembered.slot(b, from, to);
        byte[] known = names.get(slot, b, from, to);
        return known != null ? known : names.put(slot, b, from, to, hash(b, from, to));
    }

    /** {@link #name(byte[], int, int)} of text; null for null. */
    public String name(String text) {
        if (text == null) {
            return null;
        }
        byte[] b = text.getBytes(UTF_8);
        return new String(hash(b, 0, b.length), US_ASCII);
    }

    private byte[] hash(byte[] b, int from, int to) {
        mac.update(b, from, to - from);
        byte[] hash = mac.doFinal();
        byte[] hex = new byte[DIGITS];
        for (int i = 0; i < DIGITS / 2; i++) {
            hex[2 * i] = HEX[(hash[i] >>> 4) & 15];
            hex[2 * i + 1] = HEX[hash[i] & 15];
        }
        return hex;
    }

    /**
     * An address as text, bytes [from, to), as text: it shares as many first bits with another's pseudonym as the two addresses do.
     *
     * @return not to be written to; null if it is no address
     */
    public byte[] address(byte[] b, int from, int to) {
        int slot = Remembered.slot(b, from, to);
        byte[] known = addresses.get(slot, b, from, to);
        if (known != null) {
            return known;
        }
        IpAddress address = IpAddress.parse(b, from, to);
        return address == null
                ? null
                : addresses.put(slot, b, from, to, address(address).toString().getBytes(US_ASCII));
    }

    /** The pseudonym of an address: one of the same version. */
    public IpAddress address(IpAddress address) {
        if (address.v4()) {
            byte[] out = v4.encipher(bytes(address.low(), Integer.BYTES));
            return new IpAddress(true, 0, number(out, 0, Integer.BYTES));
        }
        byte[] whole = Arrays.copyOf(bytes(address.high(), Long.BYTES), 2 * Long.BYTES);
        System.arraycopy(bytes(address.low(), Long.BYTES), 0, whole, Long.BYTES, Long.BYTES);
        byte[] out = v6.encipher(whole);
        return new IpAddress(false, number(out, 0, Long.BYTES), number(out, Long.BYTES, 2 * Long.BYTES));
    }

    private static byte[] bytes(long number, int count) {
        byte[] b = new byte[count];
        for (int i = 0; i < count; i++) {
            b[i] = (byte) (number >>> (Byte.SIZE * (count - 1 - i)));
        }
        return b;
    }

    private static long number(byte[] b, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << Byte.SIZE | (b[i] & 0xFF);
        }
        return number;
    }
}

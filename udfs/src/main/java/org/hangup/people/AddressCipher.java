package org.hangup.people;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses under a key, so that two share as many first bits as before, and nothing else of them is told: Crypto-PAn (J. Xu, J. Fan,
 * M. Ammar, S. Moon: Prefix-Preserving IP Address Anonymization, ICNP 2002), for IPv6 with 128 bits in the place of 32. Not for use
 * by several threads.
 */
final class AddressCipher {
    private static final int BLOCK = 16;

    private final Cipher aes;
    /** What stands in a block behind the bits of an address that are looked at. */
    private final byte[] pad;

    private byte[] blocks = {};
    private byte[] enciphered = {};

    /** @param key 16 bytes for AES, and 16 of which it makes the pad */
    @SuppressWarnings(
            "InsecureCryptoUsage") // each block is a prefix of its own, and the construction asks for just this
    AddressCipher(byte[] key) {
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, BLOCK, "AES"));
            pad = aes.doFinal(key, BLOCK, BLOCK);
        } catch (GeneralSecurityException e) {
            throw PeopleKey.missing(e);
        }
    }

    /** The address (4 or 16 bytes, the first ones first) in its disguise. */
    byte[] encipher(byte[] address) {
        int bits = address.length * Byte.SIZE;
        if (blocks.length != bits * BLOCK) {
            blocks = new byte[bits * BLOCK];
            enciphered = new byte[blocks.length];
        }
        for (int bit = 0; bit < bits; bit++) {
            prefix(address, bit, bit * BLOCK);
        }
        try {
            aes.update(blocks, 0, blocks.length, enciphered);
        } catch (GeneralSecurityException e) {
            throw PeopleKey.missing(e);
        }
        byte[] out = address.clone();
        for (int bit = 0; bit < bits; bit++) {
            // the first bit of each result turns a bit of the address over, or does not
            out[bit / Byte.SIZE] ^= (byte) ((enciphered[bit * BLOCK] & 0x80) >>> (bit % Byte.SIZE));
        }
        return out;
    }

    /** The block at a place: the first bits of the address, then the pad's. */
    private void prefix(byte[] address, int bits, int at) {
        System.arraycopy(pad, 0, blocks, at, BLOCK);
        int whole = bits / Byte.SIZE;
        System.arraycopy(address, 0, blocks, at, whole);
        int rest = bits % Byte.SIZE;
        if (rest > 0) {
            int mask = 0xFF << (Byte.SIZE - rest) & 0xFF;
            blocks[at + whole] = (byte) ((address[whole] & mask) | (pad[whole] & ~mask));
        }
    }
}

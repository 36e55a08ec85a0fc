package org.hangup.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret under which names and addresses become pseudonyms: 32 bytes or more. It never shows itself. */
public final class PeopleKey implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Fewer can be guessed. */
    public static final int LEAST_BYTES = 32;

    /** Digits of {@link #id}. */
    private static final int ID_DIGITS = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private PeopleKey(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "holds a key of " + secret.length + " bytes, and a key has " + LEAST_BYTES + " or more");
        }
        this.secret = secret.clone();
    }

    /** A key of these bytes. */
    public static PeopleKey of(byte[] secret) {
        return new PeopleKey(secret);
    }

    /**
     * The key that a file holds: hexadecimal digits, as {@code openssl rand -hex 32} prints them, with or without a line end; else
     * the bytes as they are.
     *
     * @throws IllegalArgumentException saying what is wrong, as the end of a sentence that begins with the file's name
     */
    public static PeopleKey ofFile(byte[] content) {
        String text = new String(content, US_ASCII).strip();
        boolean hex = text.matches("[0-9A-Fa-f]+");
        if (hex && text.length() % 2 != 0) {
            throw new IllegalArgumentException("holds an odd number of hexadecimal digits, and a byte has two");
        }
        return new PeopleKey(hex ? HexFormat.of().parseHex(text) : content);
    }

    /** A key that nobody has had before. */
    public static PeopleKey random() {
        byte[] secret = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(secret);
        return new PeopleKey(secret);
    }

    /** Tells keys apart and nothing of them: the beginning of a hash of their hash, 16 hexadecimal digits. */
    public String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(digest.digest(secret)))
                    .substring(0, ID_DIGITS);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** HMAC-SHA-256 under this key. */
    public Mac mac() {
        return mac(secret);
    }

    /** HMAC-SHA-256 under a key that is made of this one, for another use: what is equal in both looks different. */
    public Mac mac(String use) {
        return mac(derived(use));
    }

    /** 32 bytes that follow from the key and the use, and tell nothing of either. */
    byte[] derived(String use) {
        return mac(secret).doFinal(use.getBytes(US_ASCII));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every Java has SHA-256 and AES", e);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeopleKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "key " + id();
    }
}

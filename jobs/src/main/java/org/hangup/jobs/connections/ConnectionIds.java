package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.events.BytesOut;
import org.hangup.people.PeopleKey;

/** Names of connections that do not depend on how files are called today: 32 hexadecimal digits. */
final class ConnectionIds {
    /** Behind each part of what an id is made of. */
    private static final int END = 1;

    private static final int HEX_DIGITS = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] NO_TEXT = {};

    private final BytesOut name = new BytesOut();
    private final MessageDigest digest;
    private final Mac mac;

    /** @param key of the pseudonyms, null without: an address could be found by trying all */
    ConnectionIds(PeopleKey key) {
        mac = key == null ? null : key.mac("hangup connections");
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The name of a connection.
     *
     * @param id as its lines print it
     */
    String of(LoggedBoot boot, byte[] id, Facts facts) {
        return of(boot.logName(), boot.id(), id, facts);
    }

    /** The name of a connection, from the names of its log and of its boot. */
    String of(byte[] log, byte[] boot, byte[] id, Facts facts) {
        name.clear();
        part(log);
        part(boot);
        part(id);
        name.decimal(facts.get(Fact.FIRST_AT));
        name.put(END);
        byte[] ip = facts.text(Fact.FIRST_IP);
        part(ip == null ? NO_TEXT : ip);
        if (facts.has(Fact.FIRST_PORT)) {
            name.decimal(facts.get(Fact.FIRST_PORT));
        }
        name.put(END);
        name.decimal(facts.number(Fact.ORDINAL));
        byte[] hash = hash();
        byte[] hex = new byte[HEX_DIGITS];
        for (int i = 0; i < HEX_DIGITS / 2; i++) {
            hex[2 * i] = HEX[(hash[i] >>> 4) & 15];
            hex[2 * i + 1] = HEX[hash[i] & 15];
        }
        return new String(hex, US_ASCII);
    }

    private byte[] hash() {
        if (mac != null) {
            mac.update(name.bytes(), 0, name.size());
            return mac.doFinal();
        }
        digest.update(name.bytes(), 0, name.size());
        return digest.digest();
    }

    private void part(byte[] text) {
        name.raw(text, 0, text.length);
        name.put(END);
    }
}

package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.ReasonTable;
import org.hangup.people.Mechanisms;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;
import org.hangup.people.ReasonPseudonyms;

/**
 * Messages of a log without people. Of those that the catalogue knows, users, resources, addresses and what reasons quote become pseudonyms; XML
 * is cut; and of all others goes what looks like a name or an address, or is one that other messages of the log tell: see {@link FreeText}. For
 * one log, whose records are all given to {@link #learn} first.
 */
final class Scrubber {
    /** What stands for XML. */
    static final String CUT = "[cut]";

    /** Shorter names are words of every sentence. */
    private static final int SHORTEST_NAME = 3;

    private static final Set<String> XML = Set.of("xml_received", "xml_sent");
    /** Rows whose messages quote what processes held. */
    private static final Set<String> DUMPS =
            Set.of("process_crash", "hook_crash", "session_info", "system_overload", MessageCatalogue.DETAIL);

    private static final EventField[] NAMES = {EventField.USER, EventField.RESOURCE};

    private final MessageCatalogue catalogue = MessageCatalogue.builtIn();
    private final Pseudonyms pseudonyms;
    private final ReasonPseudonyms reasons;
    private final FreeText free;
    private final Set<String> names = new HashSet<>();
    private final Event event = new Event();

    Scrubber(PeopleKey key) {
        pseudonyms = new Pseudonyms(key);
        reasons = new ReasonPseudonyms(ReasonTable.builtIn(), pseudonyms);
        free = new FreeText(pseudonyms);
    }

    /** Takes note of the names that a message tells; bytes [from, to), the module of its header or an empty text. */
    void learn(byte[] b, int from, int to, byte[] module) {
        if (catalogue.match(b, from, to, module, 0, module.length, null, event)) {
            for (EventField name : NAMES) {
                String text = event.text(name);
                if (text != null && text.length() >= SHORTEST_NAME) {
                    names.add(text);
                }
            }
        }
    }

    /** The message without people. */
    byte[] scrub(byte[] b, int from, int to, byte[] module) {
        if (!catalogue.match(b, from, to, module, 0, module.length, null, event)) {
            return free(b, from, to);
        }
        String kind = event.text(EventField.EVENT);
        if (XML.contains(kind)) {
            return xml(b, from, to);
        }
        if (DUMPS.contains(kind)) {
            return free(b, from, to);
        }
        // also what fills no field may hold a name; but the server's own words must stay what they are
        byte[] strict = known(b, from, to, names);
        byte[] plain = known(b, from, to, Set.of());
        boolean same = catalogue.match(strict, 0, strict.length, module, 0, module.length, null, event)
                && kind.equals(event.text(EventField.EVENT));
        return same ? strict : plain;
    }

    /** Any text: names that messages tell go, too. */
    byte[] free(byte[] b, int from, int to) {
        return free.scrubbed(new String(b, from, to - from, UTF_8), names).getBytes(UTF_8);
    }

    private static byte[] xml(byte[] b, int from, int to) {
        String text = new String(b, from, to - from, ISO_8859_1);
        int begin = text.indexOf('=') + 1;
        int tag = text.indexOf("<<\"", begin);
        tag = tag < 0 ? text.indexOf("\"<", begin) : tag;
        tag = tag < 0 ? begin : tag;
        return (text.substring(0, tag) + (tag == begin && begin > 0 ? " " : "") + CUT).getBytes(ISO_8859_1);
    }

    /** A message of which the catalogue, in {@link #event}, says where its arguments are. */
    private byte[] known(byte[] b, int from, int to, Set<String> others) {
        Ranges ranges = new Ranges(b, from, to);
        for (EventField field : EventField.values()) {
            byte[] buffer = event.bytes(field);
            if (field == EventField.EVENT || buffer == null) {
                continue;
            }
            byte[] masked = masked(field, buffer, event.from(field), event.to(field));
            if (buffer == b) {
                ranges.replace(event.from(field), event.to(field), masked);
            } else {
                ranges.replaceText(Arrays.copyOfRange(buffer, event.from(field), event.to(field)), masked);
            }
        }
        return ranges.joined(rest -> free.scrubbed(rest, others));
    }

    /** What is to stand for a field; null if that is written by the field's parts. */
    private byte[] masked(EventField field, byte[] b, int from, int to) {
        return switch (field) {
            case USER, RESOURCE -> pseudonyms.name(b, from, to);
            case IP -> pseudonyms.address(b, from, to);
            case REASON -> reasons.reason(b, from, to);
            case TEXT -> event.has(EventField.USER) ? null : pseudonyms.name(b, from, to);
            case AUTH_MECHANISM ->
                Mechanisms.isKnown(b, from, to) ? Arrays.copyOfRange(b, from, to) : pseudonyms.name(b, from, to);
            default -> Arrays.copyOfRange(b, from, to);
        };
    }
}

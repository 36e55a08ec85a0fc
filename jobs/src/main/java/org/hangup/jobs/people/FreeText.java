package org.hangup.jobs.people;

import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hangup.event.Secrets;
import org.hangup.net.IpAddress;
import org.hangup.people.Pseudonyms;

/** Text of which nobody knows what it says: what looks like a JID or an address, what stands in quotes, secrets and XML go. */
final class FreeText {
    private static final Pattern XML =
            Pattern.compile("(?:<<\"|\")?<(?:/|\\?xml|!)?[a-z][a-z0-9:_-]*(?:[ />][^\\n]*|$)", Pattern.MULTILINE);
    /** Strings and binaries of Erlang, over line ends too. */
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
    /** Lists of characters and binaries of numbers. */
    private static final Pattern NUMBERS =
            Pattern.compile("(?:\\[|<<)(?:\\s*[0-9]{1,7}\\s*,){3,}\\s*[0-9]{1,7}\\s*(?:\\]|>>)");

    private static final Pattern JID = Pattern.compile(
            "([^\\s@/\"'<>(){}\\[\\],;:=|]+)@([A-Za-z0-9][A-Za-z0-9.-]*)(?:/([^\\s\"'<>(){}\\[\\],;]+))?");
    /** Nodes of Erlang look like JIDs. */
    private static final Pattern NODE =
            Pattern.compile("(?:ejabberd|mongooseim|ejabberdctl|ctl-[0-9]+-ejabberd|debug-[0-9]+-ejabberd)");

    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![0-9A-Za-z.:])(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)");
    private static final Pattern TUPLE =
            Pattern.compile("\\{\\s*([0-9]{1,5}(?:\\s*,\\s*[0-9]{1,5}){3}(?:(?:\\s*,\\s*[0-9]{1,5}){4})?)\\s*\\}");
    private static final Pattern WORD = Pattern.compile("[^\\s\"'<>(){}\\[\\],;:=|@/]+");

    private final Pseudonyms pseudonyms;

    FreeText(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /**
     * The text without people.
     *
     * @param names that are to go wherever they are a word
     */
    String scrubbed(String text, Set<String> names) {
        String out = names.isEmpty() ? text : unquoted(text);
        out = JID.matcher(out).replaceAll(quoted(this::jid));
        out = TUPLE.matcher(out).replaceAll(quoted(this::tuple));
        out = ADDRESS.matcher(out).replaceAll(quoted(found -> address(found.group())));
        return names.isEmpty()
                ? out
                : WORD.matcher(out)
                        .replaceAll(quoted(found ->
                                names.contains(found.group()) ? pseudonyms.name(found.group()) : found.group()));
    }

    private String unquoted(String text) {
        String out = XML.matcher(Secrets.masked(text)).replaceAll(Matcher.quoteReplacement(Scrubber.CUT));
        out = NUMBERS.matcher(out).replaceAll("[...]");
        return STRING.matcher(out).replaceAll(quoted(found -> '"' + pseudonyms.name(found.group(1)) + '"'));
    }

    private static Function<MatchResult, String> quoted(Function<MatchResult, String> by) {
        return found -> Matcher.quoteReplacement(by.apply(found));
    }

    private String jid(MatchResult found) {
        if (NODE.matcher(found.group(1)).matches()) {
            return found.group();
        }
        String resource = found.group(3);
        return pseudonyms.name(found.group(1)) + "@" + found.group(2)
                + (resource == null ? "" : "/" + pseudonyms.name(resource));
    }

    private String address(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '.' || (text.charAt(end - 1) == ':' && !text.endsWith("::")))) {
            end--;
        }
        IpAddress address = IpAddress.parse(text.substring(0, end));
        return address == null || isOwn(address) ? text : pseudonyms.address(address) + text.substring(end);
    }

    private String tuple(MatchResult found) {
        String[] parts = found.group(1).split("\\s*,\\s*", -1);
        long[] numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Long.parseLong(parts[i]);
        }
        IpAddress address = IpAddress.of(numbers, numbers.length);
        if (address == null || isOwn(address)) {
            return found.group();
        }
        IpAddress masked = pseudonyms.address(address);
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < (masked.v4() ? 4 : 8); i++) {
            long half = i < 4 ? masked.high() : masked.low();
            long part = masked.v4() ? masked.low() >>> (24 - 8 * i) & 0xFF : half >>> (48 - 16 * (i % 4)) & 0xFFFF;
            out.append(i == 0 ? "" : ",").append(part);
        }
        return out.append('}').toString();
    }

    /** All addresses of a machine, or its own; and the part before a mapped address that is shown by another. */
    private static boolean isOwn(IpAddress address) {
        return address.v4()
                ? address.low() == 0 || address.low() >>> 24 == 127
                : address.high() == 0 && (address.low() == 0 || address.low() == 1 || address.low() == 0xFFFF);
    }
}

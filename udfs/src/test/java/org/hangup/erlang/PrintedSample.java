package org.hangup.erlang;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of print_terms.escript: how a term was printed, the printed text, and what {@code ~tw} prints for the whole term.
 * Says what is wrong with our reading of it.
 */
record PrintedSample(String format, String printed, String whole) {
    static PrintedSample of(String line) {
        String[] fields = line.split("\t", -1);
        return new PrintedSample(fields[0], unescaped(fields[1]), unescaped(fields[2]));
    }

    private static String unescaped(String s) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                i++;
                out.append(s.charAt(i) == 'n' ? '\n' : s.charAt(i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private boolean isCut() {
        return format.endsWith("P")
                || format.endsWith("W")
                || format.equals("chars_limit")
                || format.startsWith("lager");
    }

    /** What is wrong, or null. */
    String fault() {
        String normalized;
        try {
            normalized = normalized(printed);
        } catch (MalformedTermException e) {
            return e.getMessage() + ": " + this;
        }
        if (normalized.equals(whole)) {
            return null;
        }
        if (!isCut()) {
            return "read as " + normalized + ": " + this;
        }
        if (!normalized.contains("...") && !format.equals("~tW")) {
            return "cut without a mark: " + normalized + ": " + this;
        }
        return covers(TermParser.parse(normalized), TermParser.parse(whole))
                ? null
                : "cut as " + normalized + ": " + this;
    }

    static String normalized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(TermParser.toNormalized(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    /** Whether {@code cut} is {@code whole} as far as it goes. Both have been read from {@code ~tw} texts. */
    private boolean covers(Term cut, Term whole) {
        if (cut instanceof Term.Cut c) {
            return whole.toString().startsWith(c.head());
        }
        if (cut instanceof Term.Tuple c && whole instanceof Term.Tuple w) {
            return elements(c.elements(), w.elements());
        }
        if (cut instanceof Term.ListTerm c && whole instanceof Term.ListTerm w) {
            boolean sameTail = c.tail() == null ? w.tail() == null : w.tail() != null && covers(c.tail(), w.tail());
            return elements(c.elements(), w.elements()) && (sameTail || isOpen(c.elements()));
        }
        if (cut instanceof Term.Bin c && whole instanceof Term.Bin w && c.shortened()) {
            int n = c.bytes().limit();
            return n <= w.bytes().limit() && c.bytes().equals(w.bytes().slice(0, n));
        }
        if (cut instanceof Term.MapTerm c && whole instanceof Term.MapTerm w) {
            return map(c, w);
        }
        return cut.equals(whole);
    }

    private boolean map(Term.MapTerm cut, Term.MapTerm whole) {
        // ~W of OTP 25 prints a map that it cuts as #{}, without dots
        boolean silent = format.equals("~tW") && cut.entries().isEmpty();
        int n = cut.entries().size();
        if (n > whole.entries().size() || (n < whole.entries().size() && !cut.shortened() && !silent)) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (!covers(cut.entries().get(i).key(), whole.entries().get(i).key())
                    || !covers(
                            cut.entries().get(i).value(), whole.entries().get(i).value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(List<Term> elements) {
        return !elements.isEmpty() && elements.get(elements.size() - 1) instanceof Term.Cut;
    }

    private boolean elements(List<Term> cut, List<Term> whole) {
        int n = isOpen(cut) ? cut.size() - 1 : cut.size();
        if (n > whole.size() || (n < whole.size() && !isOpen(cut))) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (!covers(cut.get(i), whole.get(i))) {
                return false;
            }
        }
        return true;
    }
}

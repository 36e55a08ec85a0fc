package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The wrappers of a file, the outermost first (compose around docker's times, say). Without state, but for what it
 * found in the line it looked at last.
 */
final class Wrapping {
    private static final int DEEPEST = 3;
    private static final List<Function<String, Syslog>> SYSLOGS = List.of(
            ClassicSyslog::new,
            HostlessSyslog::new,
            IsoSyslog::new,
            NewSyslog::new,
            JournalFull::new,
            JournalUnix::new,
            JournalMonotonic::new);

    private final List<Wrapper> wrappers;
    /** What the wrappers say of the last line. */
    final Wrapper.Outside outside = new Wrapper.Outside();
    /** Which of them said last that the line is another's, and where the line begins for it. */
    private int stranger;

    private int strangerFrom;

    Wrapping(List<Wrapper> wrappers) {
        this.wrappers = List.copyOf(wrappers);
    }

    /** How it stands before the layout's name: {@code compose:ejabberd-1+docker+}. */
    String prefix() {
        var prefix = new StringBuilder();
        for (Wrapper w : wrappers) {
            prefix.append(w.name()).append('+');
        }
        return prefix.toString();
    }

    boolean dated() {
        return wrappers.stream().anyMatch(Wrapper::dated);
    }

    /** Whether one of them prints an instant. */
    boolean offset() {
        return wrappers.stream().anyMatch(Wrapper::offset);
    }

    /** Whether one of them may cut a line into pieces. */
    boolean cuts() {
        return wrappers.stream().anyMatch(Wrapper::cuts);
    }

    boolean longLines() {
        return wrappers.stream().anyMatch(Wrapper::longLines);
    }

    /** Whether it is only damage of pasting. */
    boolean pasted() {
        return wrappers.stream().allMatch(Wrapper::pasted);
    }

    /** How its lines were folded, or null. */
    Folded folded() {
        return wrappers.get(0) instanceof Folded folded ? folded : null;
    }

    /** Where the line begins behind all wrappers, or {@link Wrapper#NONE} or {@link Wrapper#OTHER}. */
    int strip(byte[] b, int from, int to, Clock clock) {
        outside.clear(to);
        int at = from;
        for (int i = 0; i < wrappers.size(); i++) {
            int begin = at;
            at = wrappers.get(i).strip(b, at, outside.end, clock, outside);
            if (at < 0) {
                stranger = i;
                strangerFrom = begin;
                return at;
            }
        }
        return at;
    }

    /** The servers' words of all wrappers that tell them, parted by colons. */
    String server() {
        return wrappers.stream()
                .map(Wrapper::server)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(":"));
    }

    /**
     * What is behind the wrappers of a line for which {@link #strip} just answered {@link Wrapper#OTHER}, should it be another server's.
     *
     * @return null if it is none's
     */
    Unwrapped ofOther(byte[] b, Clock clock) {
        byte[] line = Arrays.copyOfRange(b, strangerFrom, outside.end);
        var others = new ArrayList<>(wrappers.subList(0, stranger));
        var said = new Wrapper.Outside();
        said.clear(line.length);
        int at = 0;
        for (Wrapper w : wrappers.subList(stranger, wrappers.size())) {
            int begin = at;
            Wrapper its = w;
            at = w.strip(line, begin, said.end, clock, said);
            if (at == Wrapper.OTHER) {
                its = w.ofOther(line, begin, said.end, clock);
                at = its == null ? Wrapper.NONE : its.strip(line, begin, said.end, clock, said);
            }
            if (at < 0) {
                return null;
            }
            others.add(its);
        }
        return new Unwrapped(new Wrapping(others), line, at, said.end);
    }

    /** A line [from, to) without its wrapping. */
    @SuppressWarnings("ArrayRecordComponent")
    record Unwrapped(Wrapping wrapping, byte[] bytes, int from, int to) {}

    /** The wrapping of a name without its layout: {@code docker}, {@code compose:ejabberd-1+docker}; null if unknown. */
    static Wrapping named(String names) {
        var wrappers = new ArrayList<Wrapper>();
        for (String name : names.split("\\+", -1)) {
            int colon = name.indexOf(':');
            String tag = name.substring(colon + 1);
            switch (colon < 0 ? name : name.substring(0, colon)) {
                case "docker" -> wrappers.add(new DockerLine());
                case "cri" -> wrappers.add(new CriLine());
                case JsonLine.DOCKER, JsonLine.KIND ->
                    wrappers.add(
                            new JsonLine(name.substring(0, colon < 0 ? name.length() : colon), colon < 0 ? "" : tag));
                case GrepLine.NAME -> wrappers.add(new GrepLine());
                case HtmlEscapes.NAME -> wrappers.add(new HtmlEscapes());
                case SmartQuotes.NAME -> wrappers.add(new SmartQuotes());
                case WideBlanks.NAME -> wrappers.add(new WideBlanks());
                case Marked.KIND -> wrappers.add(new Marked(tag));
                case Numbered.KIND -> wrappers.add(new Numbered(tag));
                case Padded.KIND -> wrappers.add(new Padded(number(tag)));
                case Folded.AT_COLUMN, Folded.AT_BLANK ->
                    wrappers.add(new Folded(name.startsWith(Folded.AT_BLANK), number(tag)));
                case ClassicSyslog.KIND -> wrappers.add(new ClassicSyslog(tag));
                case HostlessSyslog.KIND -> wrappers.add(new HostlessSyslog(tag));
                case JournalFull.KIND -> wrappers.add(new JournalFull(tag));
                case JournalUnix.KIND -> wrappers.add(new JournalUnix(tag));
                case JournalMonotonic.KIND -> wrappers.add(new JournalMonotonic(tag));
                case IsoSyslog.KIND -> wrappers.add(new IsoSyslog(tag));
                case NewSyslog.KIND -> wrappers.add(new NewSyslog(tag));
                case KubectlLine.KIND -> wrappers.add(new KubectlLine(tag));
                case ComposeLine.KIND -> wrappers.add(new ComposeLine(tag));
                default -> {
                    return null;
                }
            }
        }
        return new Wrapping(wrappers);
    }

    private static int number(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        return Math.max(0, Ascii.numberIn(b, 0, b.length));
    }

    /**
     * All wrappings that the start of a line may be; which one, the header behind it decides. The line stays as it is, though some of them are
     * undone in place.
     */
    static List<Wrapping> of(byte[] b, int from, int to, Clock clock) {
        var found = new ArrayList<Wrapping>();
        collect(Arrays.copyOfRange(b, from, to), 0, to - from, clock, List.of(), found);
        return found;
    }

    private static void collect(byte[] b, int from, int to, Clock clock, List<Wrapper> around, List<Wrapping> found) {
        var candidates = new ArrayList<Wrapper>(List.of(new CriLine(), new DockerLine()));
        for (Function<String, Syslog> kind : SYSLOGS) {
            candidates.add(Syslog.of(kind, b, from, to, clock));
        }
        candidates.add(KubectlLine.of(b, from, to));
        candidates.add(ComposeLine.of(b, from, to));
        candidates.add(JsonLine.of(b, from, to, clock));
        candidates.add(GrepLine.of(b, from, to));
        candidates.add(Numbered.of(b, from, to));
        candidates.add(Marked.of(b, from, to));
        candidates.add(HtmlEscapes.of(b, from, to));
        candidates.add(WideBlanks.of(b, from, to));
        for (Wrapper w : candidates) {
            if (w == null) {
                continue;
            }
            byte[] copy = b.clone();
            var outside = new Wrapper.Outside();
            outside.clear(to);
            int at = w.strip(copy, from, to, clock, outside);
            if (at >= 0) {
                var wrappers = new ArrayList<>(around);
                wrappers.add(w);
                found.add(new Wrapping(wrappers));
                if (wrappers.size() < DEEPEST) {
                    collect(copy, at, outside.end, clock, wrappers, found);
                }
            }
        }
    }
}

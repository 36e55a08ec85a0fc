package org.hangup.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The wrappers of a file, the outermost first (compose around docker's times, say). Without state, but for what it
 * found in the line it looked at last.
 */
final class Wrapping {
    private static final int DEEPEST = 2;
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

    /** Where the line begins behind all wrappers, or {@link Wrapper#NONE} or {@link Wrapper#OTHER}. */
    int strip(byte[] b, int from, int to, Clock clock) {
        outside.clear(to);
        int at = from;
        for (Wrapper w : wrappers) {
            at = w.strip(b, at, outside.end, clock, outside);
            if (at < 0) {
                return at;
            }
        }
        return at;
    }

    /** The wrapping of a name without its layout: {@code docker}, {@code compose:ejabberd-1+docker}; null if unknown. */
    static Wrapping named(String names) {
        var wrappers = new ArrayList<Wrapper>();
        for (String name : names.split("\\+", -1)) {
            int colon = name.indexOf(':');
            String tag = name.substring(colon + 1);
            switch (colon < 0 ? name : name.substring(0, colon)) {
                case "docker" -> wrappers.add(new DockerLine());
                case "cri" -> wrappers.add(new CriLine());
                case DockerJson.NAME -> wrappers.add(new DockerJson());
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

    /** All wrappings that the start of a line may be; which one, the header behind it decides. */
    static List<Wrapping> of(byte[] b, int from, int to, Clock clock) {
        if (DockerJson.is(b, from, to)) {
            return List.of(new Wrapping(List.of(new DockerJson())));
        }
        var found = new ArrayList<Wrapping>();
        collect(b, from, to, clock, List.of(), found);
        return found;
    }

    private static void collect(byte[] b, int from, int to, Clock clock, List<Wrapper> around, List<Wrapping> found) {
        var candidates = new ArrayList<Wrapper>(List.of(new CriLine(), new DockerLine()));
        for (Function<String, Syslog> kind : SYSLOGS) {
            candidates.add(Syslog.of(kind, b, from, to, clock));
        }
        candidates.add(KubectlLine.of(b, from, to));
        candidates.add(ComposeLine.of(b, from, to));
        for (Wrapper w : candidates) {
            int at = w == null ? Wrapper.NONE : w.strip(b, from, to, clock, new Wrapper.Outside());
            if (at >= 0) {
                var wrappers = new ArrayList<>(around);
                wrappers.add(w);
                found.add(new Wrapping(wrappers));
                if (wrappers.size() < DEEPEST) {
                    collect(b, at, to, clock, wrappers, found);
                }
            }
        }
    }
}

package org.hangup.jobs.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogName;
import org.hangup.jobs.people.Privacy;
import org.hangup.people.Pseudonyms;

/**
 * What was found of an input, without people: nothing is shown of what could not be read, and with a key the parts of names of files and logs
 * that look like a JID have a pseudonym for the user.
 */
public final class PrivateSurvey {
    /** A user and a server within a path: between slashes, blanks, quotes and brackets. */
    private static final Pattern JID = Pattern.compile("([^/@\\s\"'()\\[\\]<>=,;:]+)@([^/@\\s\"'()\\[\\]<>=,;:]+)");

    private final UnaryOperator<String> path;

    private PrivateSurvey(UnaryOperator<String> path) {
        this.path = path;
    }

    /** The survey as it is if names stay. */
    public static Survey of(Survey survey, Privacy privacy) {
        if (privacy.isNone()) {
            return survey;
        }
        var masked = new PrivateSurvey(paths(privacy));
        return new Survey(
                all(survey.files(), masked::file),
                all(survey.segments(), masked::segment),
                all(survey.boots(), masked::boot),
                all(
                        survey.listeners(),
                        listener -> new Listener(
                                masked.path(listener.log()), listener.boot(), listener.port(), listener.module())),
                all(survey.gaps(), masked::gap),
                all(survey.rejects(), masked::reject),
                all(survey.logs(), masked::log),
                // it would hold names that stand in paths and rejects: without it all is read again
                Ledger.NONE,
                masked.bytesRead(survey.bytesRead()));
    }

    private static <T> List<T> all(List<T> list, UnaryOperator<T> masked) {
        return list.stream().map(masked).toList();
    }

    /** What is done to paths, and to sentences that may hold one: all that looks like a JID gets a pseudonym for its user. */
    private static UnaryOperator<String> paths(Privacy privacy) {
        if (privacy.key() == null) {
            return UnaryOperator.identity();
        }
        Pseudonyms pseudonyms = new Pseudonyms(privacy.key());
        return text -> text == null
                ? null
                : JID.matcher(text)
                        .replaceAll(found ->
                                pseudonyms.name(found.group(1)) + "@" + Matcher.quoteReplacement(found.group(2)));
    }

    private String path(String text) {
        return path.apply(text);
    }

    private SurveyedFile file(SurveyedFile file) {
        LogFile its = file.file();
        LogFile named = new LogFile(
                its.path(),
                path(its.name()),
                its.length(),
                its.codec(),
                its.layout(),
                its.zone(),
                its.date(),
                node(its.node(), file.log()),
                its.secondPass());
        return new SurveyedFile(
                named,
                file.kind(),
                path(file.log()),
                node(file.node(), file.log()),
                file.firstTs(),
                file.lastTs(),
                file.records(),
                file.recordsByDay(),
                file.foreign(),
                file.rejects(),
                file.broken(),
                path(file.status()));
    }

    /** A node is named by its own records, or by the folder. */
    private String node(String node, String log) {
        boolean folder = node != null && log != null && node.equals(LogName.folder(log));
        return folder ? path(node) : node;
    }

    private Map<String, Long> bytesRead(Map<String, Long> bytes) {
        Map<String, Long> named = new HashMap<>();
        bytes.forEach((file, read) -> named.merge(path(file), read, Long::sum));
        return named;
    }

    private Segment segment(Segment segment) {
        return new Segment(
                path(segment.file()),
                segment.from(),
                segment.to(),
                path(segment.log()),
                segment.order(),
                segment.boot(),
                segment.day());
    }

    private Boot boot(Boot boot) {
        return new Boot(
                path(boot.log()),
                boot.boot(),
                path(boot.id()),
                node(boot.node(), boot.log()),
                boot.version(),
                boot.fromTs(),
                boot.end(),
                boot.endTs(),
                path(boot.endFile()),
                boot.endOffset(),
                boot.settledTs());
    }

    private Gap gap(Gap gap) {
        return new Gap(
                path(gap.log()),
                node(gap.node(), gap.log()),
                gap.fromTs(),
                gap.toTs(),
                gap.kind(),
                gap.dropped(),
                path(gap.file()),
                gap.offset());
    }

    private Reject reject(Reject reject) {
        return new Reject(path(reject.file()), reject.offset(), reject.length(), path(reject.why()), null);
    }

    private LogSummary log(LogSummary log) {
        return new LogSummary(
                path(log.log()),
                node(log.node(), log.log()),
                log.firstTs(),
                log.lastTs(),
                log.days(),
                log.aliases(),
                log.console(),
                log.debug(),
                log.doubleEncoded(),
                log.version());
    }
}

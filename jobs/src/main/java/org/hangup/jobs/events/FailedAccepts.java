package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Puts the failed accepts of a piece of a file, in its order, together to {@link AcceptFailures.Run}s. */
final class FailedAccepts {
    /** So long after the last one it is another time. */
    private static final long APART = 60_000_000L;

    private final List<AcceptFailures.Run> runs = new ArrayList<>();

    /** @param day of the event, days since 1970-01-01 */
    void add(int log, int boot, int day, ConnectionEvent event) {
        AcceptFailures.Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        boolean goesOn = last != null
                && last.log() == log
                && last.boot() == boot
                && last.day() == day
                && event.at - last.to() <= APART;
        if (goesOn) {
            runs.set(
                    runs.size() - 1,
                    new AcceptFailures.Run(
                            log,
                            boot,
                            last.order(),
                            day,
                            last.file(),
                            last.offset(),
                            Math.min(last.from(), event.at),
                            Math.max(last.to(), event.at),
                            last.count() + 1,
                            last.reason()));
            return;
        }
        byte[] reason = event.text(EventText.REASON);
        runs.add(new AcceptFailures.Run(
                log,
                boot,
                event.order,
                day,
                new String(event.file, UTF_8),
                event.offset,
                event.at,
                event.at,
                1,
                reason == null ? null : new String(reason, UTF_8)));
    }

    /** What was added since the last call goes to the counter. */
    void endFile(AcceptFailures failures) {
        if (!runs.isEmpty()) {
            AcceptFailures.Run first = runs.get(0);
            failures.add(new AcceptFailures.Piece(first.file(), first.offset(), runs));
            runs.clear();
        }
    }
}

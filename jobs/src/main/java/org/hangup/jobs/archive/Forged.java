package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What in a file looks like records, and stands in the name of a failed login.
 *
 * @param ranges where, in the file's order, none over another
 * @param rejects some of these records
 * @param count how many there are
 * @param days how many of them have which day, as in {@link Scan#days}
 */
record Forged(List<Range> ranges, List<Reject> rejects, long count, Map<Long, Long> days) implements Serializable {
    static final Forged NONE = new Forged(List.of(), List.of(), 0, Map.of());

    /**
     * Records that are none.
     *
     * @param begin offset of the record of the failed login
     * @param ts its time
     * @param from offset of the first record that is none
     * @param to behind the last one
     */
    record Range(long begin, long ts, long from, long to) implements Serializable {}

    /** The same in a file that has another name now. */
    Forged named(String name) {
        return new Forged(
                ranges, rejects.stream().map(reject -> reject.in(name)).toList(), count, days);
    }

    /** The range that holds a record, or null. A stranger can make very many of them. */
    Range at(long offset) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).to() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.size() && ranges.get(low).from() <= offset ? ranges.get(low) : null;
    }
}

package org.hangup.jobs.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** The ports on which clients were seen, out of {@link ConnectionRows}. */
final class ClientPorts {
    /** Number of the log, port, first day. */
    static final Encoder<int[]> ENCODER = Encoders.kryo(int[].class);

    private ClientPorts() {}

    static Iterator<int[]> of(Iterator<byte[]> connections) {
        Map<Integer, Map<Integer, Integer>> seen = new TreeMap<>();
        var in = new RowReader();
        while (connections.hasNext()) {
            in.of(connections.next());
            ConnectionRows.skipUser(in);
            UserConnection c = ConnectionRows.read(in).connection();
            if (c != null && c.facts.is(Fact.CLIENT) && c.facts.has(Fact.LOCAL_PORT)) {
                seen.computeIfAbsent(c.log, log -> new TreeMap<>())
                        .merge(c.facts.number(Fact.LOCAL_PORT), c.facts.number(Fact.LAST_DAY), Math::min);
            }
        }
        var ports = new ArrayList<int[]>();
        seen.forEach((log, ofLog) -> ofLog.forEach((port, day) -> ports.add(new int[] {log, port, day})));
        return ports.iterator();
    }
}

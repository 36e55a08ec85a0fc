package org.hangup.jobs.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.hangup.jobs.exchange.Packets;
import scala.Tuple2;

/** The ports on which clients were seen, out of {@link ConnectionRows}. */
final class ClientPorts {
    private ClientPorts() {}

    /** Number of the log, port, first day; from packets of connections. */
    static Iterator<int[]> of(Iterator<Tuple2<Integer, byte[]>> packets) {
        Map<Integer, Map<Integer, Integer>> seen = new TreeMap<>();
        var words = new Words();
        packets.forEachRemaining(packet -> Packets.forEachRow(packet._2(), row -> {
            ConnectionRows.skipUser(row);
            UserConnection c = ConnectionRows.read(row, words).connection();
            if (c != null && c.facts.is(Fact.CLIENT) && c.facts.has(Fact.LOCAL_PORT)) {
                seen.computeIfAbsent(c.log, log -> new TreeMap<>())
                        .merge(c.facts.number(Fact.LOCAL_PORT), c.facts.number(Fact.LAST_DAY), Math::min);
            }
        }));
        var ports = new ArrayList<int[]>();
        seen.forEach((log, ofLog) -> ofLog.forEach((port, day) -> ports.add(new int[] {log, port, day})));
        return ports.iterator();
    }
}

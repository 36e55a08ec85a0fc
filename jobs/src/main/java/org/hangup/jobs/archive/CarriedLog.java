package org.hangup.jobs.archive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the state of a day says of a log's last boot.
 *
 * @param lastAt time of the log's last record of that day or before, in microseconds since the epoch, UTC; {@code LogRecord.NO_TIME} if it has none with a time
 */
public record CarriedLog(
        String log,
        String bootId,
        String node,
        String version,
        List<Listener> listeners,
        Map<Integer, Integer> clientPorts,
        long lastAt) {
    private static final String NEXT = ",";
    private static final String OF = "=";

    public static CarriedLog of(
            String log, String bootId, String node, String version, String listeners, String clientPorts, long lastAt) {
        return new CarriedLog(
                log,
                bootId,
                node,
                version,
                pairs(listeners).entrySet().stream()
                        .map(pair -> new Listener(log, 0, pair.getKey(), pair.getValue()))
                        .toList(),
                pairs(clientPorts).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, pair -> Integer.valueOf(pair.getValue()))),
                lastAt);
    }

    /** The same log at the end of a later day on which that boot still ran. */
    public CarriedLog until(long at) {
        return new CarriedLog(log, bootId, node, version, listeners, clientPorts, at);
    }

    private static Map<Integer, String> pairs(String text) {
        Map<Integer, String> pairs = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(NEXT, -1)) {
            int of = pair.indexOf(OF);
            pairs.put(Integer.valueOf(pair.substring(0, of)), pair.substring(of + 1));
        }
        return pairs;
    }

    /** Ports and modules as one text. */
    public String listenersText() {
        return new TreeMap<>(
                        listeners.stream().collect(Collectors.toMap(Listener::port, Listener::module, (a, b) -> b)))
                .entrySet().stream()
                        .map(listener -> listener.getKey() + OF + listener.getValue())
                        .collect(Collectors.joining(NEXT));
    }

    /** Ports and days as one text. */
    public String clientPortsText() {
        return new TreeMap<>(clientPorts)
                .entrySet().stream()
                        .map(port -> port.getKey() + OF + port.getValue())
                        .collect(Collectors.joining(NEXT));
    }
}

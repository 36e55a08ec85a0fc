package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hangup.log.Layouts;

/**
 * Files into which several servers wrote: by the word of what collected their lines (a compose service, a container, a pod, the host of a
 * syslog) each has a log of its own. Whoever only writes records in such a form (another program in Erlang) is no server and has none.
 */
final class Servers {
    private final List<FileScan> scans;
    /** Names of logs with a file that holds several. */
    private final Set<String> shared;

    /** @param scans of all files, each of which was read for the server that begins it */
    Servers(List<FileScan> scans) {
        this.scans = scans;
        this.shared = scans.stream()
                .filter(scan -> !scan.otherServers().isEmpty())
                .map(scan -> scan.log)
                .collect(Collectors.toSet());
    }

    /** The name of a server's log; it stays in the folder of its file. */
    static String log(String ofFile, String server) {
        return ofFile + ":" + server.replace('/', ':');
    }

    boolean any() {
        return !shared.isEmpty();
    }

    /** The layouts that read each of a file's servers alone; none if its log has but one. */
    Set<String> layouts(FileScan scan) {
        if (!shared.contains(scan.log)) {
            return Set.of();
        }
        Set<String> layouts = new LinkedHashSet<>();
        layouts.add(scan.file.layout());
        layouts.addAll(scan.otherServers().keySet());
        return layouts;
    }

    /**
     * The scans that count.
     *
     * @param single those of the files with several servers, one a server
     */
    List<FileScan> logs(List<FileScan> single) {
        Map<String, String> logOfFile = new TreeMap<>();
        scans.forEach(scan -> logOfFile.put(scan.name(), scan.log));
        Map<String, Set<String>> servers = new TreeMap<>();
        for (FileScan scan : single) {
            if (isServer(scan)) {
                servers.computeIfAbsent(logOfFile.get(scan.name()), log -> new TreeSet<>())
                        .add(server(scan));
            }
        }
        List<FileScan> logs = new ArrayList<>();
        Set<String> read = new HashSet<>();
        for (FileScan scan : single) {
            String log = logOfFile.get(scan.name());
            Set<String> its = servers.getOrDefault(log, Set.of());
            if (its.contains(server(scan))) {
                scan.servers = its;
                scan.log = its.size() == 1 ? log : scan.log;
                logs.add(scan);
                read.add(scan.name());
            }
        }
        scans.stream().filter(scan -> !read.contains(scan.name())).forEach(logs::add);
        return logs;
    }

    private static String server(FileScan scan) {
        return Layouts.server(scan.file.layout());
    }

    /** Something in it tells of clients, of a start or of a listener. */
    private static boolean isServer(FileScan scan) {
        return scan.parts.stream().flatMap(part -> part.marks().stream()).anyMatch(mark -> switch (mark.kind()) {
            case ACTIVITY, STARTED, LOADING, LISTENER -> true;
            default -> false;
        });
    }
}

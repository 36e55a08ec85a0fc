package org.hangup.jobs.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.archive.LogFiles;
import org.hangup.archive.ReachedDay;
import org.hangup.event.EjabberdText;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.Version;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.hangup.spark.source.FileSplit;

/** Reads splits of logs, event by event. */
final class EventReader {
    private static final String STEP = "events ";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long BACKSLASHES = '\\' * ONES;

    private final Iterator<FileSplit> splits;
    private final EventReading reading;
    private final Configuration conf;
    private final MessageCatalogue catalogue;
    private final TaskCounts counts;
    private final LocalClock clock;
    private final Kinds kinds = new Kinds();

    private final LogRecord record = new LogRecord();
    private final Event event = new Event();
    private final ConnectionEvent out = new ConnectionEvent();

    private RecordReader records;
    private FileSegments file;
    private String fileName;
    private int at;
    private FileSegments.Segment segment;
    private Version version;
    private long found;

    EventReader(List<FileSplit> splits, EventReading reading, TaskCounts counts) {
        this.splits = splits.iterator();
        this.reading = reading;
        this.conf = reading.conf().value();
        this.catalogue = MessageCatalogue.with(reading.messages(), BuildPlan.reasons(reading.causes()));
        this.clock = new LocalClock(reading.zone());
        this.counts = counts;
    }

    /** The running piece of a file; false if there is none, or no more. */
    boolean openNext() {
        while (splits.hasNext()) {
            open(splits.next());
            if (records != null) {
                return true;
            }
        }
        return false;
    }

    /** Goes to the next event of the piece; false at its end, where it is closed. */
    boolean next() {
        while (records.next(record)) {
            if (isEvent()) {
                found++;
                return true;
            }
        }
        close();
        return false;
    }

    /** The event; filled again by the next one. */
    ConnectionEvent event() {
        return out;
    }

    /** What its message says, for the ids that it names. */
    Event message() {
        return event;
    }

    /** Its record, for the process that wrote it. */
    LogRecord record() {
        return record;
    }

    /** Number of its boot. */
    int boot() {
        return segment.boot();
    }

    /** The file that is read. */
    FileSegments file() {
        return file;
    }

    private void open(FileSplit split) {
        fileName = split.file().name();
        file = reading.files().get(fileName);
        if (file == null) {
            return;
        }
        at = -1;
        segment = null;
        found = 0;
        out.file = fileName.getBytes(StandardCharsets.UTF_8);
        try {
            records = LogFiles.open(split.file(), split.from(), split.to(), conf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + split.file().path(), e);
        }
    }

    private void close() {
        counts.add(STEP, BuiltCounts.events(fileName), found);
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + fileName, e);
        }
        records = null;
    }

    /** Whether the record is an event of a connection; then {@link #out} is set. */
    private boolean isEvent() {
        LogRecord r = record;
        if (r.layout == null || !inSegment(r.offset)) {
            return false;
        }
        long time = ReachedDay.time(segment.day(), r.ts);
        if (time < reading.from() || time >= reading.to()) {
            return false;
        }
        if (!catalogue.matchEvent(
                r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, version, event)) {
            return false;
        }
        Kind kind = kinds.named(event.bytes(EventField.EVENT));
        if (kind == null || !isOfClient(kind)) {
            return false;
        }
        fill(kind, time);
        return true;
    }

    private boolean inSegment(long offset) {
        if (segment != null && offset >= segment.from() && offset < segment.to()) {
            return true;
        }
        List<FileSegments.Segment> parts = file.parts();
        while (at + 1 < parts.size() && offset >= parts.get(at + 1).from()) {
            at++;
            segment = parts.get(at);
            version = Version.of(segment.version());
        }
        return segment != null && offset < segment.to();
    }

    /** Not an accept of a listener that has other clients. */
    private boolean isOfClient(Kind kind) {
        return kind != Kind.ACCEPTED || !contains(segment.otherPorts(), event.localPort);
    }

    private void fill(Kind kind, long time) {
        out.clear();
        out.kind = kind;
        out.at = time;
        out.day = clock.day(time);
        out.offset = record.offset;
        out.order = ConnectionEvent.order(out.day, file.order());
        out.port = event.port == Event.NO_PORT ? ConnectionEvent.NO_PORT : event.port;
        boolean decided = contains(segment.clientPorts(), event.localPort);
        out.localPort = decided || event.localPort == Event.NO_PORT ? ConnectionEvent.NO_PORT : event.localPort;
        out.sidAt = event.at == Event.NO_TIME ? Facts.NONE : event.at;
        for (EventText text : EventText.ALL) {
            if (text.field != null && event.has(text.field)) {
                byte[] b = event.bytes(text.field);
                set(text, b, event.from(text.field), event.to(text.field));
            }
        }
    }

    private void set(EventText text, byte[] b, int from, int to) {
        if (isPlain(b, from, to)) {
            out.set(text, b, from, to);
        } else {
            byte[] repaired = repaired(b, from, to, text.free);
            out.set(text, repaired, 0, repaired.length);
        }
    }

    /** ASCII, and nothing that a console may have escaped. */
    private static boolean isPlain(byte[] b, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONG.get(b, i);
            long noBackslash = word ^ BACKSLASHES;
            // the high bit of a byte that is not ASCII, or of the lowest one that is a backslash
            if (((word | ((noBackslash - ONES) & ~noBackslash)) & HIGH) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (b[i] < 0 || b[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    private byte[] repaired(byte[] b, int from, int to, boolean free) {
        byte[] valid = free && record.layout.console()
                ? EjabberdText.fromConsole(b, from, to)
                : UTF8String.fromBytes(b, from, to - from).makeValid().getBytes();
        return free && file.doubled() ? EjabberdText.undouble(valid) : valid;
    }

    private static boolean contains(int[] ports, int port) {
        for (int known : ports) {
            if (known == port) {
                return true;
            }
        }
        return false;
    }
}

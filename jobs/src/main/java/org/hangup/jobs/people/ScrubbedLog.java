package org.hangup.jobs.people;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordParser;
import org.hangup.people.PeopleKey;

/** A log as text without people: headers stay, messages are scrubbed. It is read twice: the first time to learn the names. */
public final class ScrubbedLog {
    /** Bytes of a message that are looked at together. */
    private static final int LONGEST = 1 << 20;

    private static final byte DELETE = 0x7F;

    private final Input log;
    private final Scrubber scrubber;
    private final RecordParser parser = new RecordParser(ZoneOffset.UTC, null);
    private final LogRecord record = new LogRecord();

    /** Opens the log, unpacked. */
    @FunctionalInterface
    public interface Input {
        InputStream open() throws IOException;
    }

    public ScrubbedLog(Input log, PeopleKey key) {
        this.log = log;
        scrubber = new Scrubber(key);
    }

    /** Writes the log without people. */
    public void write(OutputStream out) throws IOException {
        read((header, message, module) -> {
            if (header != null) {
                scrubber.learn(message, 0, message.length, module);
            }
        });
        read((header, message, module) -> {
            if (header != null) {
                out.write(printable(header));
            }
            out.write(printable(
                    header == null
                            ? scrubber.free(message, 0, message.length)
                            : scrubber.scrub(message, 0, message.length, module)));
            out.write('\n');
        });
        out.flush();
    }

    /** Without what a terminal would obey. */
    private static byte[] printable(byte[] text) {
        byte[] out = text.clone();
        for (int i = 0; i < out.length; i++) {
            boolean control = (out[i] >= 0 && out[i] < ' ' && out[i] != '\n' && out[i] != '\t') || out[i] == DELETE;
            out[i] = control ? (byte) '?' : out[i];
        }
        return out;
    }

    /** Gets records: what stands before the message (null for text that is of no record), the message and the module. */
    private interface Sink {
        void take(byte[] header, byte[] message, byte[] module) throws IOException;
    }

    private void read(Sink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(log.open(), 1 << 16)) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            byte[] header = null;
            byte[] module = {};
            boolean any = false;
            for (byte[] line = line(in); line != null; line = line(in)) {
                boolean begins = parser.parse(line, 0, line.length, record);
                if (any && (begins || message.size() > LONGEST)) {
                    sink.take(header, message.toByteArray(), module);
                    message.reset();
                    any = false;
                    header = null;
                }
                if (begins) {
                    byte[] text = record.bytes;
                    header = Arrays.copyOf(text, record.messageStart);
                    module = Arrays.copyOfRange(text, record.moduleStart, record.moduleEnd);
                    message.write(text, record.messageStart, record.messageEnd - record.messageStart);
                } else {
                    if (any) {
                        message.write('\n');
                    }
                    message.writeBytes(line);
                }
                any = true;
            }
            if (any) {
                sink.take(header, message.toByteArray(), module);
            }
        }
    }

    /** The next line without its end, or a piece of a very long one; null at the end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n' && line.size() < LONGEST) {
            line.write(c);
            c = in.read();
        }
        if (c >= 0 && c != '\n') {
            line.write(c);
        }
        byte[] bytes = line.toByteArray();
        boolean carriage = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriage ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}

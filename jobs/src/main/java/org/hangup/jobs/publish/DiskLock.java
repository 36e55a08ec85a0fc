package org.hangup.jobs.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.hangup.jobs.tables.Folder;

/**
 * A lock that the operating system keeps, and drops with the process, however that ends: who comes next need not wait. It holds
 * for all that one kernel runs, containers too. A disk of the network may not tell it to other machines: what one of those has
 * written into the file counts by its age.
 */
final class DiskLock extends RunLock {
    private final FileChannel channel;

    private DiskLock(Folder output, LockHolder self, FileChannel channel) {
        super(output, self);
        this.channel = channel;
    }

    static DiskLock take(Folder output, LockHolder self, Consumer<String> say) throws IOException {
        if (!output.exists(FILE)) {
            output.create(FILE, ""); // with the mode of all files of the output
        }
        FileChannel channel = FileChannel.open(
                Path.of(output.path(FILE).toUri().getPath()),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        DiskLock lock = null;
        try {
            boolean alone = channel.tryLock() != null;
            String text = text(channel);
            LockHolder before = LockHolder.parse(text);
            if (!alone) {
                throw new OutputLockedException(output.toString(), before.toString());
            }
            if (!text.isBlank() && !before.kernel().equals(self.kernel())) {
                Duration age = age(output, self);
                if (!runOut(age)) {
                    throw held(output, before, age);
                }
                say.accept(takenOver(before, age));
            }
            lock = new DiskLock(output, self, channel);
            lock.touch();
            return lock;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(1024);
        channel.read(text, 0);
        text.flip();
        return UTF_8.decode(text).toString();
    }

    @Override
    String text() throws IOException {
        return text(channel);
    }

    @Override
    void touch() throws IOException {
        ByteBuffer text = ByteBuffer.wrap(self.format().getBytes(UTF_8));
        channel.write(text, 0);
        channel.truncate(text.limit());
    }

    @Override
    void release() throws IOException {
        if (LockHolder.parse(text()).equals(self)) {
            channel.truncate(0);
        }
        channel.close();
    }
}

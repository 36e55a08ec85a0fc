package org.hangup.log;

/** A layout inside of a wrapping: {@code docker+otp_console}. It sees lines from which the wrapping is gone. */
record Wrapped(Wrapping wrapping, Layout inner, String name) implements Layout {
    Wrapped(Wrapping wrapping, Layout inner) {
        this(wrapping, inner, wrapping.prefix() + inner.name());
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        return inner.header(b, from, to, clock, out);
    }

    @Override
    public String versions() {
        return inner.versions();
    }

    @Override
    public boolean dated() {
        return inner.dated() || wrapping.dated();
    }

    @Override
    public boolean offset() {
        return inner.offset() || (!inner.dated() && wrapping.offset());
    }

    @Override
    public boolean console() {
        return inner.console();
    }

    @Override
    public void complete(LogRecord record) {
        inner.complete(record);
    }
}

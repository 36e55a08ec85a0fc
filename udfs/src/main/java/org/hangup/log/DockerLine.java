package org.hangup.log;

/** {@code docker logs --timestamps}: {@code 2020-04-29T10:12:11.123456789Z line}. */
final class DockerLine implements Wrapper {
    @Override
    public String name() {
        return "docker";
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = IsoTime.read(b, from, to, clock, out);
        if (end < 0) {
            return NONE;
        }
        // an empty line may have lost its blank
        return end == to ? end : b[end] == ' ' ? end + 1 : NONE;
    }
}

package org.hangup.bench;

import java.util.Random;

/** Makes up connections and tells the node's log what becomes of each. */
final class Lives {
    private static final String[] CLIENTS = {
        "Conversations", "Gajim", "Dino", "Psi", "xabber-android", "iPhone", "web", "poezio"
    };
    /** Resources that try to look like something else in a log line. */
    private static final String[] HOSTILE = {
        "phone: Stream reset by peer", "x (conflict)", "(tls|<0.999.0>) Closing c2s session for a@b/c: x",
        "]:5222 -> [::1]:5222", "home pc", "a; waiting 300 seconds for stream resumption"
    };

    private final World world;
    private final Random random;
    /** Of its own, so that the same log can be made with another share of websockets. */
    private final Random shares;

    private final Chatter chatter;
    private final long[] checks = new long[64];
    private int check;

    Lives(World world) {
        this.world = world;
        this.random = world.random;
        this.shares = new Random(world.options.seed() ^ 0x5eed);
        this.chatter = new Chatter(world);
    }

    /** A new connection at that time, with all that follows from it. */
    void begin(long at) {
        if (shares.nextDouble() < world.options.skew()) {
            healthCheck(at);
        } else if (world.options.profile() == Options.Profile.PLAIN) {
            plain(at);
        } else {
            realistic(at);
        }
        noise(at);
    }

    /** Somebody's monitoring logs in, all the time, with the same account and from one address, and is soon gone again. */
    private void healthCheck(long at) {
        check = (check + 1) % checks.length;
        boolean free = at - checks[check] > 15_000_000;
        if (free) {
            checks[check] = at;
        }
        String resource = "check-" + (free ? check : Integer.toHexString(random.nextInt()));
        var life = new Life(
                world.number(),
                "monitor",
                "example.org",
                resource,
                "192.0.2.250",
                1024 + random.nextInt(60_000),
                Life.Transport.TLS,
                world.pids(1));
        accept(life, at);
        end(life, login(life, at) + Math.min(10_000_000, world.wait(1e6)));
    }

    private void plain(long at) {
        boolean web = shares.nextDouble() < world.options.websockets();
        Life life = life(web ? Life.Transport.WEBSOCKET : Life.Transport.TLS, false);
        accept(life, at);
        if (world.oneIn(20)) {
            fail(life, at + 400_000);
            return;
        }
        long open = login(life, at);
        end(life, open + 100_000 + world.wait(600e6));
    }

    private void realistic(long at) {
        if (shares.nextDouble() < world.options.websockets()) {
            websocket(at);
            return;
        }
        switch (random.nextInt(20)) {
            case 0 -> {
                Life life = life(transport(), world.oneIn(5));
                accept(life, at);
                fail(life, at + 400_000);
            }
            case 1 -> {
                Life life = life(transport(), world.oneIn(5));
                accept(life, at);
                world.say(at + 100_000, "warning", world.lines().authFailed(life));
                end(life, login(life, at + 200_000) + world.wait(300e6));
            }
            case 2 -> {
                Life life = life(Life.Transport.TLS, false);
                accept(life, at);
                long end = at + 50_000;
                world.say(
                        end,
                        "warning",
                        world.lines().tlsFailed(life),
                        () -> world.truth.failed(life, end, "tls_failed"));
            }
            case 3 -> {
                Life life = life(transport(), false);
                world.say(at, "info", world.lines().accept(life), () -> {
                    world.truth.connected(life, at);
                    world.truth.failed(life, at, "unknown");
                });
            }
            case 4 -> bosh(at);
            case 5 -> replaced(life(transport(), false), at);
            case 6, 7, 8, 9, 10 -> managed(life(transport(), world.oneIn(10)), at);
            default -> {
                Life life = life(transport(), world.oneIn(10));
                accept(life, at);
                end(life, login(life, at) + world.wait(300e6));
            }
        }
    }

    /** Some with stream management, some after a wrong password. */
    private void websocket(long at) {
        Life life = life(Life.Transport.WEBSOCKET, false);
        int kind = random.nextInt(20);
        if (kind < 5) {
            managed(life, at);
            return;
        }
        accept(life, at);
        if (kind == 5) {
            world.say(at + 100_000, "warning", world.lines().authFailed(life));
        }
        end(life, login(life, at + 200_000) + world.wait(120e6));
    }

    /** A session whose client logs in again with the same resource while the server still thinks it is there. */
    private void replaced(Life life, long at) {
        accept(life, at);
        long back = login(life, at) + world.wait(300e6);
        Life next = again(life);
        accept(next, back);
        world.say(back + 300_000, "info", world.lines().authenticated(next));
        String conflict = "Stream closed by local host: Replaced by new connection (conflict)";
        long replaced = back + 499_000;
        world.say(
                replaced,
                "info",
                world.lines().close(life, conflict),
                () -> world.truth.ended(life, replaced, "replaced", conflict));
        open(next, back + 500_000);
        end(next, back + 600_000 + world.wait(120e6));
    }

    /** A session with stream management: lost, and then resumed, replaced or given up. */
    private void managed(Life life, long at) {
        accept(life, at);
        lose(life, login(life, at) + atLeast(life) + world.wait(120e6), 0);
    }

    /** No line gives a websocket's port, so its connections are told apart by their times. */
    private static long atLeast(Life life) {
        return life.transport.web() ? 5_000_000 : 0;
    }

    private void lose(Life life, long at, int times) {
        String lost = "Connection failed: connection closed";
        String shown = world.lines().shown(lost);
        boolean noticed = !world.oneIn(4);
        if (noticed) {
            world.say(
                    at,
                    "info",
                    world.lines().waiting(life, lost, 300),
                    () -> world.truth.lost(life, at, "connection_lost", shown));
        }
        int kind = noticed ? random.nextInt(4) : 0;
        if (kind == 1) {
            String over = "Stream closed by local host: Timed out waiting for stream resumption (connection-timeout)";
            world.say(
                    at + 300_000_000L, "info", world.lines().closeWaiting(life, over), () -> world.truth.settled(life));
            return;
        }
        Life next = again(life);
        long back = at + world.wait(20e6);
        accept(next, back);
        world.say(back + 300_000, "info", world.lines().authenticated(next));
        if (kind == 2) {
            String replaced = "Stream closed by local host: Replaced by new connection (conflict)";
            world.say(
                    back + 499_000,
                    "info",
                    world.lines().closeWaiting(life, replaced),
                    () -> world.truth.settled(life));
            open(next, back + 500_000);
            end(next, back + 600_000 + world.wait(120e6));
            return;
        }
        long resumed = back + 400_000;
        world.say(resumed, "info", world.lines().resumed(next), () -> {
            if (noticed) {
                world.truth.settled(life);
            } else {
                world.truth.ended(life, resumed, "resumed", "");
            }
            world.truth.wentOn();
            world.truth.established(next, resumed);
        });
        if (times < 3 && world.oneIn(2)) {
            lose(next, resumed + atLeast(next) + world.wait(60e6), times + 1);
        } else {
            end(next, resumed + world.wait(120e6));
        }
    }

    /** A session over the http listener; each of its requests writes an accept line, and so do strangers. */
    private void bosh(long at) {
        Life life = life(Life.Transport.BOSH, false);
        accept(life, at);
        long open = login(life, at);
        long end = open + world.wait(120e6);
        for (long t = open + 5_000_000; t < end; t += 30_000_000) {
            world.say(t, "info", world.lines().request(world.pids(1), life, 1024 + random.nextInt(60_000)));
        }
        end(life, end);
    }

    private Life life(Life.Transport transport, boolean hostile) {
        int u = (int) (Math.abs(random.nextGaussian()) * world.options.users() / 3);
        String server = u % 7 == 0 ? "chat.example.org" : "example.org";
        String resource = CLIENTS[u % CLIENTS.length] + "." + Integer.toHexString(random.nextInt(1 << 24));
        if (hostile) {
            resource = resource + HOSTILE[random.nextInt(HOSTILE.length)];
        }
        return new Life(
                world.number(),
                "user" + u,
                server,
                resource,
                ip(u),
                1024 + random.nextInt(60_000),
                transport,
                world.pids(transport.processes()));
    }

    private static String ip(int user) {
        if (user % 9 == 0) {
            return "2001:db8:" + Integer.toHexString(1 + user % 500) + ":1::" + Integer.toHexString(1 + user / 9);
        }
        return "10." + (user >> 16 & 255) + "." + (user >> 8 & 255) + "." + (user & 255);
    }

    private Life again(Life l) {
        int port = 1024 + random.nextInt(60_000);
        return new Life(
                world.number(),
                l.user,
                l.server,
                l.resource,
                l.ip,
                port,
                l.transport,
                world.pids(l.transport.processes()));
    }

    private Life.Transport transport() {
        return world.oneIn(3) ? Life.Transport.TCP : Life.Transport.TLS;
    }

    private void accept(Life life, long at) {
        world.say(at, "info", world.lines().accept(life), () -> world.truth.connected(life, at));
        chatter.header(life, at);
    }

    private void fail(Life life, long at) {
        world.say(at, "warning", world.lines().authFailed(life), () -> world.truth.failed(life, at, "auth_failed"));
    }

    /** Logs in; returns when the session is open. */
    private long login(Life life, long at) {
        world.say(at + 300_000, "info", world.lines().authenticated(life));
        open(life, at + 500_000);
        return at + 500_000;
    }

    private void open(Life life, long at) {
        world.say(at, "info", world.lines().open(life), () -> world.truth.established(life, at));
        chatter.presence(life, at);
    }

    private void end(Life life, long at) {
        Reasons r = Reasons.draw(random);
        chatter.ending(life, at, r.reason());
        world.say(
                at,
                "info",
                world.lines().close(life, r.reason()),
                () -> world.truth.ended(life, at, r.cause(), r.reason()));
    }

    /** Records that are of no connection, with pids that none has: every server writes some. */
    private void noise(long at) {
        if (world.oneIn(12)) {
            world.say(at + 100_000, "info", world.lines().room(random.nextInt(100_000)));
        }
        if (world.oneIn(400)) {
            world.say(at + 100_000, "info", world.lines().report(random.nextInt(100_000)));
        }
    }
}

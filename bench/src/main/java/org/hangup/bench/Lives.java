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
    private final Chatter chatter;

    Lives(World world) {
        this.world = world;
        this.random = world.random;
        this.chatter = new Chatter(world);
    }

    /** A new connection at that time, with all that follows from it. */
    void begin(long at) {
        if (world.options.profile() == Options.Profile.PLAIN) {
            plain(at);
        } else {
            realistic(at);
        }
        noise(at);
    }

    private void plain(long at) {
        Life life = life(Life.Transport.TLS, 1, false);
        accept(life, at);
        if (world.oneIn(20)) {
            fail(life, at + 400_000);
            return;
        }
        long open = login(life, at);
        end(life, open + 100_000 + world.wait(600e6));
    }

    private void realistic(long at) {
        switch (random.nextInt(20)) {
            case 0 -> {
                Life life = life(transport(), 1, world.oneIn(5));
                accept(life, at);
                fail(life, at + 400_000);
            }
            case 1 -> {
                Life life = life(transport(), 1, world.oneIn(5));
                accept(life, at);
                world.say(at + 100_000, "warning", Lines.authFailed(life));
                end(life, login(life, at + 200_000) + world.wait(300e6));
            }
            case 2 -> {
                Life life = life(Life.Transport.TLS, 1, false);
                accept(life, at);
                long end = at + 50_000;
                world.say(end, "warning", Lines.tlsFailed(life), () -> world.truth.failed(life, end, "tls_failed"));
            }
            case 3 -> {
                Life life = life(transport(), 1, false);
                world.say(at, "info", Lines.accept(life), () -> {
                    world.truth.connected(life, at);
                    world.truth.failed(life, at, "unknown");
                });
            }
            case 4, 5 -> web(at);
            case 6, 7, 8, 9, 10 -> managed(life(transport(), 1, world.oneIn(10)), at);
            default -> {
                Life life = life(transport(), 1, world.oneIn(10));
                accept(life, at);
                end(life, login(life, at) + world.wait(300e6));
            }
        }
    }

    /** A session with stream management: lost, and then resumed, replaced or given up. */
    private void managed(Life life, long at) {
        accept(life, at);
        lose(life, login(life, at) + world.wait(120e6), 0);
    }

    private void lose(Life life, long at, int times) {
        String lost = "Connection failed: connection closed";
        boolean noticed = !world.oneIn(4);
        if (noticed) {
            world.say(
                    at,
                    "info",
                    Lines.waiting(life, lost, 300),
                    () -> world.truth.lost(life, at, "connection_lost", lost));
        }
        int kind = noticed ? random.nextInt(4) : 0;
        if (kind == 1) {
            String over = "Stream closed by local host: Timed out waiting for stream resumption (connection-timeout)";
            world.say(at + 300_000_000L, "info", Lines.closeUnknown(life, over), () -> world.truth.settled(life));
            return;
        }
        Life next = again(life);
        long back = at + world.wait(20e6);
        accept(next, back);
        world.say(back + 300_000, "info", Lines.authenticated(next));
        if (kind == 2) {
            String replaced = "Stream closed by local host: Replaced by new connection (conflict)";
            world.say(back + 499_000, "info", Lines.closeUnknown(life, replaced), () -> world.truth.settled(life));
            open(next, back + 500_000);
            end(next, back + 600_000 + world.wait(120e6));
            return;
        }
        long resumed = back + 400_000;
        world.say(resumed, "info", Lines.resumed(next), () -> {
            if (noticed) {
                world.truth.settled(life);
            } else {
                world.truth.ended(life, resumed, "resumed", "");
            }
            world.truth.established(next, resumed);
        });
        if (times < 3 && world.oneIn(2)) {
            lose(next, resumed + world.wait(60e6), times + 1);
        } else {
            end(next, resumed + world.wait(120e6));
        }
    }

    /** A session over the http listener; each of its requests writes an accept line, and so do strangers. */
    private void web(long at) {
        var transport = world.oneIn(3) ? Life.Transport.BOSH : Life.Transport.WEBSOCKET;
        int request = world.pids(1);
        Life life = life(transport, 2, false);
        world.say(at, "info", Lines.request(request, life, life.port), () -> world.truth.connected(life, at));
        long open = login(life, at);
        long end = open + world.wait(120e6);
        if (transport == Life.Transport.BOSH) {
            for (long t = open + 5_000_000; t < end; t += 30_000_000) {
                world.say(t, "info", Lines.request(world.pids(1), life, 1024 + random.nextInt(60_000)));
            }
        }
        end(life, end);
    }

    private Life life(Life.Transport transport, int pids, boolean hostile) {
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
                world.pids(pids));
    }

    private static String ip(int user) {
        if (user % 9 == 0) {
            return "2001:db8:" + Integer.toHexString(1 + user % 500) + ":1::" + Integer.toHexString(1 + user / 9);
        }
        return "10." + (user >> 16 & 255) + "." + (user >> 8 & 255) + "." + (user & 255);
    }

    private Life again(Life l) {
        int port = 1024 + random.nextInt(60_000);
        return new Life(world.number(), l.user, l.server, l.resource, l.ip, port, l.transport, world.pids(1));
    }

    private Life.Transport transport() {
        return world.oneIn(3) ? Life.Transport.TCP : Life.Transport.TLS;
    }

    private void accept(Life life, long at) {
        world.say(at, "info", Lines.accept(life), () -> world.truth.connected(life, at));
        chatter.header(life, at);
    }

    private void fail(Life life, long at) {
        world.say(at, "warning", Lines.authFailed(life), () -> world.truth.failed(life, at, "auth_failed"));
    }

    /** Logs in; returns when the session is open. */
    private long login(Life life, long at) {
        world.say(at + 300_000, "info", Lines.authenticated(life));
        open(life, at + 500_000);
        return at + 500_000;
    }

    private void open(Life life, long at) {
        world.say(at, "info", Lines.open(life), () -> world.truth.established(life, at));
        chatter.presence(life, at);
    }

    private void end(Life life, long at) {
        Reasons r = Reasons.draw(random);
        chatter.ending(life, at, r.reason());
        world.say(at, "info", Lines.close(life, r.reason()), () -> world.truth.ended(life, at, r.cause(), r.reason()));
    }

    /** Records that are of no connection, with pids that none has: every server writes some. */
    private void noise(long at) {
        if (world.oneIn(12)) {
            int room = random.nextInt(100_000);
            world.say(
                    at + 100_000,
                    "info",
                    "<0.333.0>@mod_muc_room:init/1:266 Created MUC room room" + room + "@conference.example.org by user"
                            + room + "@example.org/Gajim");
        }
        if (world.oneIn(400)) {
            world.say(
                    at + 100_000,
                    "info",
                    """
                    <0.98.0>@supervisor:report/2:0 SUPERVISOR REPORT:
                        supervisor: {local,ejabberd_s2s_out_sup}
                        errorContext: child_terminated
                        reason: normal
                        offender: [{pid,<0.%d.7>},
                                   {id,undefined}]"""
                            .formatted(random.nextInt(100_000)));
        }
    }
}

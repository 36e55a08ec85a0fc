package org.hangup.jobs.explain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.hangup.jobs.UsageException;
import org.hangup.net.IpAddress;
import org.hangup.xmpp.Jid;

/** Whom or what is asked about. */
sealed interface Subject {
    /** As a person would say it. */
    String words();

    /**
     * A user.
     *
     * @param names the name as it was given, and as servers prepare it
     * @param servers the same of the server; empty: any server
     * @param resource null: all of them
     */
    record User(String words, Set<String> names, Set<String> servers, String resource) implements Subject {
        /** A JID, {@code user@server} or {@code user@server/resource}; or a user's name alone. */
        static User of(String text) {
            Jid jid = Jid.parse(text.strip());
            boolean alone = jid.user() == null;
            String user = alone ? jid.server() : jid.user();
            if (user.isEmpty() || (!alone && jid.server().isEmpty())) {
                throw new UsageException(
                        "--user '" + text + "' is no JID; give user@server, user@server/resource or a user's name");
            }
            return new User(text.strip(), prepared(user), alone ? Set.of() : prepared(jid.server()), jid.resource());
        }

        private static Set<String> prepared(String text) {
            return new TreeSet<>(List.of(text, text.toLowerCase(Locale.ROOT)));
        }

        boolean is(Name name) {
            boolean server = servers.isEmpty() || name.server() == null || servers.contains(name.server());
            String whose = name.isKnown() ? name.user() : name.tried();
            return whose != null
                    && names.contains(whose)
                    && server
                    && (resource == null || resource.equals(name.resource()));
        }
    }

    /**
     * An address, or all of a network.
     *
     * @param network in the form of {@link IpAddress#network}
     */
    record Address(String words, String network, int v4Bits, int v6Bits) implements Subject {
        static Address of(String text) {
            int slash = text.indexOf('/');
            IpAddress address = IpAddress.parse((slash < 0 ? text : text.substring(0, slash)).strip());
            int whole = address == null ? 0 : address.v4() ? 32 : 128;
            int bits = slash < 0 ? whole : bits(text.substring(slash + 1).strip(), whole);
            if (address == null || bits < 0) {
                throw new UsageException(
                        "--ip '" + text + "' is no address; give 192.0.2.7, 2001:db8::7 or a network, 192.0.2.0/24");
            }
            int v4 = address.v4() ? bits : 32;
            int v6 = address.v4() ? 128 : bits;
            String network = address.network(v4, v6);
            return new Address(bits == whole ? address.toString() : network, network, v4, v6);
        }

        private static int bits(String text, int most) {
            try {
                int bits = Integer.parseInt(text);
                return bits <= most ? bits : -1;
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        boolean isOne() {
            return v4Bits == 32 && v6Bits == 128;
        }

        boolean holds(String ip) {
            IpAddress address = IpAddress.parse(ip);
            return address != null && address.network(v4Bits, v6Bits).equals(network);
        }
    }

    /** A connection, or the session that has its name. */
    record ConnectionId(String id) implements Subject {
        static ConnectionId of(String text) {
            if (text.isBlank()) {
                throw new UsageException("--connection: give a connection_id, as the tables have it");
            }
            return new ConnectionId(text.strip());
        }

        @Override
        public String words() {
            return "connection " + id;
        }
    }
}

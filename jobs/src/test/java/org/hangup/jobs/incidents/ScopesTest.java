package org.hangup.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of 100 that were hit, and 1,000 others of the day: what is said to be hit. */
class ScopesTest {
    @ParameterizedTest
    @CsvSource({
        // network inside, others; client inside, others; cause inside, others
        "95, 20,   40, 400,  90, 300, network", // one network
        "79, 20,   40, 400,  60, 300, node", // one in five is of another
        "100, 900, 40, 400,  60, 300, node", // all are always behind one proxy
        "95, 100,  99, 10,   60, 300, client", // rarer with the others than the network is
        "30, 20,   40, 400,  99, 100, cause",
        "30, 20,   40, 400,  99, 900, node", // most ends are of that cause anyway
    })
    void isWhatTheyShareAndOthersDoNot(
            long network, long networks, long client, long clients, long cause, long causes, String scope) {
        List<Scopes.Share> shares = List.of(
                new Scopes.Share("network", "192.0.2.0/24", network, networks),
                new Scopes.Share("client", "Gajim", client, clients),
                new Scopes.Share("cause", "timeout_ping", cause, causes),
                new Scopes.Share("server", "example.org", 100, 1000),
                new Scopes.Share("node", "n", 100, 1000));
        assertThat(Scopes.of(shares).kind()).isEqualTo(scope);
    }

    @Test
    void whatIsNotKnownIsNoScope() {
        assertThat(Scopes.of(List.of(
                                new Scopes.Share("client", null, 100, 10), new Scopes.Share("node", "n", 100, 1000)))
                        .kind())
                .isEqualTo("node");
    }

    @Test
    void withoutOthers() {
        assertThat(Scopes.of(List.of(
                                new Scopes.Share("network", "192.0.2.0/24", 100, 0),
                                new Scopes.Share("node", "n", 100, 0)))
                        .kind())
                .isEqualTo("network");
    }
}

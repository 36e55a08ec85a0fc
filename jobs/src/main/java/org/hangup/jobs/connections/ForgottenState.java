package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.hangup.event.ReasonTable;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.Words;
import org.hangup.jobs.people.Forgotten;
import org.hangup.jobs.people.Masks;
import org.hangup.people.PeopleKey;

/** Takes persons out of connections that were carried over a day's end, so that the lines to come still find them. Not for use by several threads. */
public final class ForgottenState {
    private final Forgotten forgotten;
    private final Masks masks;
    private final ForgottenFacts without;
    private final ConnectionIds ids;
    private final BytesIn in = new BytesIn();
    private final Words words = new Words();

    /** @param key of the pseudonyms, null without */
    public ForgottenState(Forgotten forgotten, PeopleKey key) {
        ReasonTable reasons = ReasonTable.builtIn();
        this.forgotten = forgotten;
        masks = Masks.ofForgotten(forgotten, reasons, null);
        without = new ForgottenFacts(reasons);
        ids = new ConnectionIds(key);
    }

    /**
     * The facts of a connection without the person; null if they are of nobody who is to be taken out.
     *
     * @param log name of its log
     * @param boot name of its boot
     * @param id as its lines print it
     */
    public byte[] takenOut(String log, String boot, byte[] id, byte[] written) {
        Facts facts = Facts.read(in.of(written), words);
        boolean user = isForgotten(facts, Fact.USER);
        boolean tried = isForgotten(facts, Fact.TRIED_USER);
        if (!user && !tried) {
            return null;
        }
        String connectionId = facts.has(Fact.CONNECTION_ID)
                ? facts.string(Fact.CONNECTION_ID)
                : ids.of(log.getBytes(UTF_8), boot.getBytes(UTF_8), id, facts);
        if (user) {
            mark(facts, Fact.USER);
            byte[] resource = facts.text(Fact.RESOURCE);
            facts.set(Fact.RESOURCE, resource == null ? null : masks.name(resource, 0, resource.length));
        }
        if (tried) {
            mark(facts, Fact.TRIED_USER);
        }
        Facts rest = ForgottenFacts.isForgotten(facts) ? without.takenOut(facts, connectionId) : facts;
        BytesOut out = new BytesOut();
        rest.write(out);
        return out.toArray();
    }

    private boolean isForgotten(Facts facts, Fact name) {
        return facts.has(name) && forgotten.has(masks.pseudonyms(), facts.text(name), facts.text(Fact.SERVER));
    }

    private void mark(Facts facts, Fact name) {
        byte[] text = facts.text(name);
        facts.set(name, masks.user(text, 0, text.length));
    }
}

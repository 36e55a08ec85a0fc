package org.hangup.spark;

import java.io.Serializable;
import java.util.List;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.ReasonTable;

/** An operator's own catalogue rows and reasons, as texts that travel to the executors and are compiled once in each JVM. */
final class Extras implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> messages;
    private final List<String> causes;
    private transient volatile MessageCatalogue catalogue;
    private transient volatile ReasonTable reasons;

    Extras(List<String> messages, List<String> causes) {
        this.messages = List.copyOf(messages);
        this.causes = List.copyOf(causes);
    }

    /** Whether the catalogue is another than the one that comes with Hangup. */
    boolean hasMessages() {
        return !messages.isEmpty() || !causes.isEmpty();
    }

    boolean hasCauses() {
        return !causes.isEmpty();
    }

    MessageCatalogue catalogue() {
        MessageCatalogue made = catalogue;
        if (made == null) {
            made = MessageCatalogue.with(messages, reasons());
            catalogue = made;
        }
        return made;
    }

    ReasonTable reasons() {
        ReasonTable made = reasons;
        if (made == null) {
            made = ReasonTable.with(causes);
            reasons = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extras extras && extras.messages.equals(messages) && extras.causes.equals(causes);
    }

    @Override
    public int hashCode() {
        return messages.hashCode() * 31 + causes.hashCode();
    }
}

package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that an operator adds for modules of their own, and what is said about rows that cannot be. */
class OperatorRowsTest {
    private static final String HEAD =
            "event\tfirst_version\tlast_version\tmodule\tlevel\tformat\targuments\texample\n";

    private static MessageCatalogue with(String row) {
        return MessageCatalogue.with(List.of(HEAD + row + "\n"));
    }

    @Test
    void ownModule() {
        MessageCatalogue catalogue = with(
                "door_opened\t13.06\t\tmod_door\tinfo\tdoor ~B opened for ~s by ~p~n\ttext:number jid reason:word transport=tcp\t");
        Event event =
                catalogue.match("door 7 opened for romeo@example.net/a by b by key", "mod_door", Version.of("23.01"));
        assertThat(event.text(EventField.EVENT)).isEqualTo("door_opened");
        assertThat(event.text(EventField.TEXT)).isEqualTo("7");
        assertThat(event.text(EventField.RESOURCE)).isEqualTo("a by b");
        assertThat(event.text(EventField.REASON)).isEqualTo("key");
        assertThat(event.text(EventField.TRANSPORT)).isEqualTo("tcp");
        assertThat(catalogue.modules()).contains("mod_door", "ejabberd_c2s");
        assertThat(catalogue.match("door 7 opened for romeo@example.net/a by key", "mod_window", null))
                .isNull();
        assertThat(catalogue.match("door x opened for romeo@example.net/a by key", "mod_door", null))
                .isNull();
        assertThat(MessageCatalogue.builtIn().match("door 7 opened for a@b by key", "mod_door", null))
                .isNull();
    }

    /** A row of theirs goes before ours of the same text. */
    @Test
    void theirsGoesFirst() {
        MessageCatalogue catalogue =
                with("my_open\t13.06\t\tejabberd_c2s\tinfo\t(~ts) Opened c2s session for ~ts\tconnection jid\t");
        String message = "(tls|<0.5.0>) Opened c2s session for a@b/c";
        assertThat(catalogue.match(message, "ejabberd_c2s", null).text(EventField.EVENT))
                .isEqualTo("my_open");
        assertThat(catalogue
                        .match("(tls|<0.5.0>) Resumed session for a@b/c", null, null)
                        .text(EventField.EVENT))
                .isEqualTo("session_resumed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    x;13.06;;m;info;a ~s b;jid reason;e       ¦ line 2: "a ~s b" takes 1 arguments, and 2 are named
                    x;13.06;;m;info;a ~s b;gid;e              ¦ line 2: no kind of argument is named gid
                    x;13.06;;m;info;a ~s b;colour:word;e      ¦ line 2: no field of an event is named colour
                    x;13.06;;m;info;a;colour=red;e            ¦ line 2: no field of an event is named colour
                    x;new;;m;info;a ~s b;jid;e                ¦ line 2: not a version: new
                    x;13.06;;m;info;a ~y b;jid;e              ¦ line 2: control sequence ~y at 3 in "a ~y b"
                    x;13.06;;m;info;a;;jid;e                  ¦ line 2: 9 cells, not 8
                    x;13.06;;m;info;for ~s;connection;e       ¦ line 2: a connection stands only in a bracket before a message: for ~s
                    x;13.06;;m;info;a                         ¦ line 2: 6 cells, not 8
                    """)
    void wrongRows(String row, String said) {
        assertThatThrownBy(() -> with(row.replace(';', '\t')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(said);
    }

    @Test
    void wrongColumns() {
        assertThatThrownBy(() -> MessageCatalogue.with(List.of("event\tformat\n")))
                .hasMessageStartingWith("line 1: the columns must be event, first_version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    plain text                          ¦ 0
                    (~w) Opened session for ~s          ¦ 2
                    in ~.2fs                            ¦ 1
                    ~~ and ~n and 100%                  ¦ 0
                    ~ts~tp~0p~.2.0w~-10s~B~b~c~*p       ¦ 9
                    """)
    void formatStrings(String format, int arguments) {
        assertThat(new FormatString(format).arguments()).isEqualTo(arguments);
    }

    @Test
    void literals() {
        FormatString format = new FormatString("a \\\"~s\\\"~n\\tb ~~~w~n~n");
        assertThat(format.literal(0)).isEqualTo(Bytes.of("a \""));
        assertThat(format.literal(1)).isEqualTo(Bytes.of("\"\n\tb ~"));
        assertThat(format.literal(2)).isEmpty();
        assertThatThrownBy(() -> new FormatString("a ~")).hasMessage("unfinished control sequence at 3 in \"a ~\"");
        assertThatThrownBy(() -> new FormatString("~s".repeat(17))).hasMessageStartingWith("more than 16 arguments");
    }
}

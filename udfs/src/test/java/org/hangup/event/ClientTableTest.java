package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Software by resource. */
class ClientTableTest {
    @Test
    void eachRowFindsItsExampleByItself() {
        String tsv = Tsv.resource("clients.tsv");
        List<List<String>> rows = Tsv.read(tsv, ClientTable.COLUMNS, cells -> cells);
        assertThat(rows).hasSizeGreaterThan(60);
        assertThat(rows).extracting(row -> row.get(0)).doesNotHaveDuplicates();
        for (List<String> row : rows) {
            assertThat(ClientTable.builtIn().find(row.get(2))).as("%s", row).isEqualTo(row.get(1));
            ClientTable alone = new ClientTable("pattern\tclient\texample\n" + String.join("\t", row));
            assertThat(alone.find(row.get(2))).as("%s alone", row).isEqualTo(row.get(1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Psi                 | Psi
                    Psi+                | Psi+
                    Psi+-home           | Psi+
                    MirandaNG           | Miranda
                    xabber-android-1-22 | Xabber
                    gajim               | Gajim
                    movimABCDE          | Movim
                    Swift 4.0           | Swift
                    Conversations.äöü   | Conversations
                    """)
    void softwareOf(String resource, String client) {
        assertThat(ClientTable.builtIn().find(resource)).isEqualTo(client);
    }

    /** Words that begin like a client, words for anything, and what is no text at all. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "phone",
                "home",
                "Android",
                "iPhone-f6b700-799",
                "web-13746547",
                "3079991-2244",
                "Psion",
                "Dinosaur",
                "Swiftly",
                "Sparkasse",
                "Psiä",
                "my Conversations",
                "CONVERSATIONS.Ab3d",
                "*",
                "\u0000"
            })
    void tellsNothing(String resource) {
        assertThat(ClientTable.builtIn().find(resource)).isNull();
    }

    @Test
    void rowsThatSayNothingAreNamed() {
        assertThatThrownBy(() -> new ClientTable("pattern\tclient\texample\n*\tAny\tAny\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2: a row needs a pattern and a client");
    }
}

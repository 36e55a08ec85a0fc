package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String PAYLOAD = "AGFuYQBrZXN0cmVsLTc3ODEtdmlvbGV0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mechanism='PLAIN'>AGFuYQBrZXN0cmVsLTc3ODEtdmlvbGV0</auth>\">>",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFuYQBrZXN0cmVsLTc3ODEtdmlvbGV0",
                "XN0cmVsLTc3ODEtdmlvbGV0</response>",
                "AGFuYQBrZXN0cmVsLTc3ODEtdmlvbGV0",
                "  password: kestrel-7781-violet",
                "{password,\n   <<\"kestrel-7781-violet\">>}",
                "<password>kestrel-7781-violet</password>",
                "kestrel-7781-violet</password><resource>x</resource>",
                "UPDATE users SET password='kestrel-7781-violet' WHERE username='ana'",
                "{\"user\":\"ana\",\"passwd\":\"kestrel-7781-violet\"}",
                "Cookie: session=kestrel-7781-violet; theme=dark",
                "Authorization: Bearer kestrel-7781-violet",
                "POST /login?token=kestrel-7781-violet HTTP/1.1",
            })
    void noneIsLeft(String text) {
        assertThat(Secrets.masked(text))
                .contains(Secrets.MASK)
                .doesNotContain("kestrel")
                .doesNotContain(PAYLOAD.substring(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a text that is no log at all\nand its second line",
                "2023-06-01 10:00:10 (tls|<0.612.0>) Opened c2s session for ana@example.org/phone",
                "** Generic server <0.612.0> terminating",
                "====================",
            })
    void theRestStays(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }
}

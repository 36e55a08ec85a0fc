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
                "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>dj1rZXN0cmVsLTc3ODEtdmlvbGV0</success>",
                "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1rZXN0cmVsLTc3ODEtdmlvbGV0</challenge>",
                "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'>\n<initial-response>kestrel-7781</initial-response>",
                "n,,n=ana,r=kestrel7781violetkestrel7781violet",
                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=kestrel7781violet9kestrel7=",
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.a2VzdHJlbC03NzgxLXZpb2xldA.kestrel7781violet9kestrel7",
                "X-Api-Key: kestrel-7781-violet",
                "Set-Cookie: JSESSIONID=kestrel7781; Path=/",
                "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nkestrel7781=\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nkestrel",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nkestrel7781=\n-----END CERTIFICATE-----",
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
                "----- the end -----",
            })
    void theRestStays(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }
}

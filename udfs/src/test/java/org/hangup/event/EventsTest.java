package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages of all eras say, field by field. */
class EventsTest {
    private static Event match(String message) {
        Event event = MessageCatalogue.builtIn().match(message, null, null);
        assertThat(event).as(message).isNotNull();
        return event;
    }

    /** {@code ejabberd_c2s} prints its socket in many ways; what counts is the id that other lines name, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    tls~<0.5.0>                                                                                  | <0.5.0>   | tls       | -       | -            | -
                    tcp_zlib~<0.5.0>                                                                             | <0.5.0>   | tcp       | -       | -            | -
                    tls_zlib~<0.5.0>                                                                             | <0.5.0>   | tls       | -       | -            | -
                    websocket~<0.5.0>                                                                            | <0.5.0>   | websocket | -       | -            | -
                    http_bind~<0.5.0>                                                                            | <0.5.0>   | bosh      | -       | -            | -
                    unknown                                                                                      | -         | -         | -       | -            | -
                    none                                                                                         | -         | -         | -       | -            | -
                    <0.5.0>                                                                                      | <0.5.0>   | -         | -       | -            | -
                    #Port<0.7>                                                                                   | #Port<0.7>| -         | -       | -            | -
                    {socket_state,gen_tcp,#Port<0.7>,<0.2.0>}                                                    | #Port<0.7>| tcp       | <0.2.0> | -            | -
                    {socket_state,tls,{tlssock,#Port<0.7>,#Port<0.8>},<0.2.0>}                                   | #Port<0.7>| tls       | <0.2.0> | -            | -
                    {socket_state,p1_tls,{tlssock,#Port<0.7>,#Port<0.8>},<0.2.0>}                                | #Port<0.7>| tls       | <0.2.0> | -            | -
                    {socket_state,fast_tls,{tlssock,#Port<0.7>,#Port<0.8>},<0.2.0>}                              | #Port<0.7>| tls       | <0.2.0> | -            | -
                    {socket_state,ejabberd_zlib,{zlibsock,gen_tcp,#Port<0.7>,#Port<0.8>},<0.2.0>}                | #Port<0.7>| tcp       | <0.2.0> | -            | -
                    {socket_state,ezlib,{zlibsock,fast_tls,{tlssock,#Port<0.7>,#Port<0.8>},#Port<0.9>},<0.2.0>}  | #Port<0.7>| tls       | <0.2.0> | -            | -
                    {socket_state,ejabberd_http_ws,{http_ws,<0.5.0>,{{192,0,2,7},51322}},<0.2.0>}                | <0.5.0>   | websocket | <0.2.0> | 192.0.2.7    | 51322
                    {socket_state,ejabberd_http_bind,{http_bind,<0.5.0>,{{8193,3512,0,0,0,0,0,1},51322}},ejabberd_http_bind} | <0.5.0> | bosh | - | 2001:db8::1 | 51322
                    {socket_state,ejabberd_http_poll,{http_poll,<0.5.0>,{{0,0,0,0,0,65535,49152,519},51322}},<0.2.0>} | <0.5.0> | bosh | <0.2.0> | 192.0.2.7    | 51322
                    """)
    void connections(String bracket, String connection, String transport, String receiver, String ip, String port) {
        Event event = match("(" + bracket.replace('~', '|') + ") Close session for romeo@example.net/home");
        assertThat(event.text(EventField.CONNECTION)).isEqualTo(connection);
        assertThat(event.text(EventField.TRANSPORT)).isEqualTo(transport);
        assertThat(event.text(EventField.RECEIVER)).isEqualTo(receiver);
        assertThat(event.text(EventField.IP)).isEqualTo(ip);
        assertThat(event.port == Event.NO_PORT ? null : Integer.toString(event.port))
                .isEqualTo(port);
        assertThat(event.text(EventField.RESOURCE)).isEqualTo("home");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    192.0.2.7:51322 -> 198.51.100.1:5222                          | 192.0.2.7   | 51322 | 5222
                    [2001:db8::1]:51322 -> [2001:db8::2]:5223                     | 2001:db8::1 | 51322 | 5223
                    [::ffff:192.0.2.7]:51322 -> [::ffff:198.51.100.1]:5222        | 192.0.2.7   | 51322 | 5222
                    ::FFFF:192.0.2.7:51322 -> ::FFFF:198.51.100.1:5222            | 192.0.2.7   | 51322 | 5222
                    2001:db8::1:51322 -> 2001:db8::2:5223                         | 2001:db8::1 | 51322 | 5223
                    2001:DB8:0:0:1:0:0:1:51322 -> 2001:db8::2:5223                | 2001:db8::1:0:0:1 | 51322 | 5223
                    {{192,0,2,7},51322} -> {{198,51,100,1},5222}                  | 192.0.2.7   | 51322 | 5222
                    {{0,0,0,0,0,65535,49152,519},51322} -> {{0,0,0,0,0,0,0,0},5222} | 192.0.2.7 | 51322 | 5222
                    hidden_by_ejabberd:51322 -> 198.51.100.1:5222                 | -           | 51322 | 5222
                    hidden_by_ejabberd -> 198.51.100.1:5222                       | -           | -     | 5222
                    203.0.113.xxx:51322 -> 198.51.100.1:5222                      | -           | 51322 | 5222
                    203.0.113.*:51322 -> 198.51.100.1:5222                        | -           | 51322 | 5222
                    x.x.x.x:51322 -> 198.51.100.1:5222                            | -           | 51322 | 5222
                    <ip>:51322 -> 198.51.100.1:5222                               | -           | 51322 | 5222
                    [REDACTED]:51322 -> 198.51.100.1:5222                         | -           | 51322 | 5222
                    [client-ip]:51322 -> [server-ip]:5222                         | -           | 51322 | 5222
                    ***:51322 -> 198.51.100.1:5222                                | -           | 51322 | 5222
                    2001:db8:xxxx::xxxx:51322 -> 198.51.100.1:5222                | -           | 51322 | 5222
                    """)
    void endpoints(String text, String ip, String port, String localPort) {
        Event event = match("(<0.5.0>) Accepted connection " + text);
        assertThat(event.text(EventField.EVENT)).isEqualTo("connection_accepted");
        assertThat(event.text(EventField.IP)).isEqualTo(ip);
        assertThat(event.port == Event.NO_PORT ? null : Integer.toString(event.port))
                .isEqualTo(port);
        assertThat(event.localPort).isEqualTo(Integer.parseInt(localPort));
    }

    @Test
    void acceptedAuthentication() {
        Event event = match(
                "(websocket|<0.5.0>) Accepted c2s SCRAM-SHA-1 authentication for romeo@example.net by mnesia backend"
                        + " from 2001:db8::1");
        assertThat(event.text(EventField.USER)).isEqualTo("romeo");
        assertThat(event.text(EventField.SERVER)).isEqualTo("example.net");
        assertThat(event.text(EventField.AUTH_MECHANISM)).isEqualTo("SCRAM-SHA-1");
        assertThat(event.text(EventField.AUTH_BACKEND)).isEqualTo("mnesia");
        assertThat(event.text(EventField.IP)).isEqualTo("2001:db8::1");
        assertThat(match(
                                "({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Accepted authentication for romeo by undefined from ::1")
                        .text(EventField.AUTH_BACKEND))
                .isEqualTo("undefined");
    }

    /** The same words mean different things by version: the backend of 2.1, a part of the resource in 1.1. */
    @Test
    void versionDecides() {
        String message = "(#Port<0.1>) Accepted legacy authentication for romeo@example.net/a by b";
        MessageCatalogue catalogue = MessageCatalogue.builtIn();
        assertThat(catalogue.match(message, "ejabberd_c2s", Version.of("1.1.3")).text(EventField.RESOURCE))
                .isEqualTo("a by b");
        assertThat(catalogue
                        .match(message, "ejabberd_c2s", Version.of("2.1.13"))
                        .text(EventField.RESOURCE))
                .isEqualTo("a");
        assertThat(catalogue.match(message, "ejabberd_c2s", Version.of("23.01")))
                .isNull();
        assertThat(catalogue.match(message, "ejabberd_listener", null)).isNull();
    }

    @Test
    void nodes() {
        Event started = match("ejabberd 23.01-1 is started in the node 'ejabberd@chat.example.net' in 0.74s");
        assertThat(started.text(EventField.EVENT)).isEqualTo("node_started");
        assertThat(started.text(EventField.VERSION)).isEqualTo("23.01-1");
        assertThat(started.text(EventField.NODE)).isEqualTo("ejabberd@chat.example.net");
        assertThat(match("ejabberd 2.1.13 is started in the node ejabberd@localhost")
                        .text(EventField.NODE))
                .isEqualTo("ejabberd@localhost");
        Event listener = match("Start accepting TLS connections at 0.0.0.0:5223 for ejabberd_c2s");
        assertThat(listener.localPort).isEqualTo(5223);
        assertThat(listener.text(EventField.REASON)).isEqualTo("ejabberd_c2s");
        assertThat(match("Reusing listening port for 5280").localPort).isEqualTo(5280);
        assertThat(match("Reusing listening port for {5222,{0,0,0,0,0,0,0,0},tcp}").localPort)
                .isEqualTo(5222);
        assertThat(MessageCatalogue.builtIn().match("Reloading configuration from /etc/ejabberd.yml", null, null))
                .isNull();
        Event dropped = match(
                "lager_file_backend dropped 17 messages in the last second that exceeded the limit of 100 messages/sec");
        assertThat(dropped.text(EventField.TEXT)).isEqualTo("17");
    }

    /** The lines of the 2014 sample's own module, in the forms that later versions give them. */
    @Test
    void messengerModule() {
        Event sid = match("mod_gbox_messager: sid: {{1414,140336,249563},<0.495.0>}");
        assertThat(sid.at).isEqualTo(1_414_140_336_249_563L);
        assertThat(sid.text(EventField.CONNECTION)).isEqualTo("<0.495.0>");
        Event jid = match("mod_gbox_messager: jid: <<209,142,208,183,208,181,209,128,64,101,120,97,109,\n"
                + "                          112,108,101,46,111,114,103,47,208,162>>");
        assertThat(jid.text(EventField.USER)).isEqualTo("юзер");
        assertThat(jid.text(EventField.SERVER)).isEqualTo("example.org");
        assertThat(jid.text(EventField.RESOURCE)).isEqualTo("Т");
        assertThat(match("mod_gbox_messager: jid: <<\"zoÃ«@example.net/BÃ¼ro \\\"2\\\"\">>")
                        .text(EventField.USER))
                .isEqualTo("zoë");
        assertThat(match("mod_gbox_messager: jid: <<\"zoÃ«@example.net/BÃ¼ro \\\"2\\\"\">>")
                        .text(EventField.RESOURCE))
                .isEqualTo("Büro \"2\"");
        Event info = match(
                "mod_gbox_messager: session info: [{ip,{{0,0,0,0,0,65535,2637,550},39643}},\n"
                        + "                                  {conn,http_bind},\n                                  {auth_module,undefined}]");
        assertThat(info.text(EventField.IP)).isEqualTo("10.77.2.38");
        assertThat(info.port).isEqualTo(39643);
        assertThat(info.text(EventField.TRANSPORT)).isEqualTo("bosh");
        assertThat(info.text(EventField.AUTH_BACKEND)).isEqualTo("undefined");
        assertThat(match(
                                "mod_gbox_messager: session info: [{ip,{{192,168,8,103},52041}},{conn,c2s},{auth_module,ejabberd_auth_internal}]")
                        .text(EventField.TRANSPORT))
                .isEqualTo("tcp");
        assertThat(match("mod_gbox_messager: client ip: \"192.168.8.103\"").text(EventField.IP))
                .isEqualTo("192.168.8.103");
        assertThat(match("mod_gbox_messager: client port: 52041").port).isEqualTo(52041);
    }

    @Test
    void administrators() {
        Event command = match(
                "Executing command mod_admin_extra:kick_session with Args=[<<\"user10\">>,\n  <<\"example.org\">>]");
        assertThat(command.text(EventField.REASON)).isEqualTo("kick_session");
        assertThat(command.text(EventField.TEXT)).isEqualTo("[<<\"user10\">>,\n  <<\"example.org\">>]");
        Event call = match("API call kick_user [{<<\"user\">>,<<\"a from 192.0.2.66:1\">>}] from 127.0.0.1:4560");
        assertThat(call.text(EventField.REASON)).isEqualTo("kick_user");
        assertThat(call.text(EventField.IP)).isEqualTo("127.0.0.1");
    }

    /** On a console no module tells the web server's message from that of BOSH; what was started does. */
    @Test
    void theMoreDemandingRowFirst() {
        MessageCatalogue catalogue = MessageCatalogue.builtIn();
        assertThat(catalogue
                        .match("started: {gen_tcp,#Port<0.20151>}", null, null)
                        .text(EventField.EVENT))
                .isEqualTo("http_connection");
        for (String bosh : new String[] {
            "<<\"bdfe99ec0d49741c\">>", "{<<\"bdfe99ec0d49741c\">>,<<>>,{{0,0,0,0,0,65535,2637,1036},54647}}"
        }) {
            Event started = catalogue.match("started: " + bosh, null, null);
            assertThat(started.text(EventField.EVENT)).isEqualTo("bosh_session_start");
        }
    }
}

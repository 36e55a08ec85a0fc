package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which process a report is about, why it died, and whether it was a client's connection. */
class CrashReportTest {
    private static final String CRASHER =
            """
            CRASH REPORT:
              crasher:
                initial call: %s
                pid: <0.612.0>
                registered_name: []
                exception error: no match of right hand side value
                                 [{pid,<0.9.0>},<<"romeo's words">>]
                  in function  ejabberd_c2s:process_info/2 (src/ejabberd_c2s.erl, line 190)
                ancestors: [%s,ejabberd_sup,<0.106.0>]
                message_queue_len: 0
                links: [<0.390.0>,<0.620.0>]
              neighbours:
                neighbour:
                  pid: <0.620.0>
                  initial call: ejabberd_c2s:init/1
                  ancestors: [ejabberd_c2s_sup,ejabberd_sup,<0.106.0>]
            """;
    private static final String SUPERVISOR =
            """
            SUPERVISOR REPORT:
                supervisor: {local,%s}
                errorContext: %s
                reason: {{badmatch,[{pid,<0.620.0>}]},
                         [{ejabberd_c2s,process_info,2,
                                        [{file,"src/ejabberd_c2s.erl"},{line,190}]}]}
                offender: [{%s},
                           {id,undefined},
                           {mfargs,{ejabberd_c2s,start_link,undefined}}]
            """;
    private static final String WHY =
            "no match of right hand side value [{pid,<0.9.0>},...] in function ejabberd_c2s:process_info/2 (src/ejabberd_c2s.erl, line 190)";

    @Test
    void theCrasherIsMeantAndNoNeighbour() {
        assertThat(told(CRASHER.formatted("xmpp_stream_in:init/1", "ejabberd_c2s_sup")))
                .isEqualTo("<0.612.0> client " + WHY);
        assertThat(told(CRASHER.formatted("ejabberd_c2s:init/1", "ejabberd_c2s_sup")))
                .isEqualTo("<0.612.0> client " + WHY);
    }

    @Test
    void aWebsocketStartsItsConnectionWithoutSupervisor() {
        assertThat(told(CRASHER.formatted("xmpp_stream_in:init/1", "<0.611.0>")))
                .isEqualTo("<0.612.0> " + WHY);
    }

    @Test
    void otherProcessesAreNoConnections() {
        assertThat(told(CRASHER.formatted("xmpp_stream_in:init/1", "ejabberd_s2s_in_sup")))
                .isNull();
        assertThat(told(CRASHER.formatted("ejabberd_http:init/3", "ejabberd_http_sup")))
                .isNull();
        assertThat(told(CRASHER.formatted("mod_muc_room:init/1", "mod_muc_room_sup")))
                .isNull();
        assertThat(told("** Generic server ejabberd_sm terminating \n** Last message in was stop"))
                .isNull();
        assertThat(told("CRASH REPORT Process ejabberd_sm with 0 neighbours exited with reason: killed"))
                .isNull();
    }

    @Test
    void theOffenderIsMeantAndNoPidOfTheReason() {
        assertThat(told(SUPERVISOR.formatted("ejabberd_c2s_sup", "child_terminated", "pid,<0.612.0>")))
                .isEqualTo(
                        "<0.612.0> client {{badmatch,[{pid,<0.620.0>}]},[{ejabberd_c2s,process_info,2,[{file,...},{line,190}]}]}");
        assertThat(told(SUPERVISOR.formatted("ejabberd_s2s_in_sup", "child_terminated", "pid,<0.612.0>")))
                .isNull();
        assertThat(told(SUPERVISOR.formatted("ejabberd_c2s_sup", "shutdown_error", "nb_children,2")))
                .isNull();
        assertThat(told(SUPERVISOR.formatted("ejabberd_c2s_sup", "start_error", "pid,undefined")))
                .isNull();
    }

    @Test
    void reportsOfLagersCrashLog() {
        assertThat(
                        told(
                                """
                        =CRASH REPORT====
                          crasher:
                            initial call: ejabberd_c2s:init/1
                            pid: <0.571.0>
                            exception exit: {process_limit,{max_queue,5001}}
                            ancestors: [ejabberd_c2s_sup]"""))
                .isEqualTo("<0.571.0> client {process_limit,{max_queue,5001}}");
        assertThat(
                        told(
                                """
                        =SUPERVISOR REPORT====
                             Supervisor: {local,ejabberd_c2s_sup}
                             Context:    child_terminated
                             Reason:     killed
                             Offender:   [{pid,<0.571.0>},{id,undefined}]"""))
                .isEqualTo("<0.571.0> client killed");
        assertThat(
                        told(
                                """
                        =ERROR REPORT====
                        ** State machine <0.571.0> terminating
                        ** Last event in was {x,<<"** Reason">>}
                        ** When State == session_established
                        **      Data  == {state,{jid,<<"cai">>}}
                        ** Reason for termination =
                        ** {badarg,[{erlang,x,[<<"secret">>]}]}"""))
                .isEqualTo("<0.571.0> {badarg,[{erlang,x,[...]}]}");
    }

    @Test
    void lagersLine() {
        String line =
                "Supervisor %s had child undefined started with {ejabberd_c2s,start_link,undefined} at <0.578.0> exit with"
                        + " reason no case clause matching <<\" in context x at <0.1.0>\">> in a:b/1 line 2 in context %s";
        assertThat(told(line.formatted("ejabberd_c2s_sup", "child_terminated")))
                .isEqualTo("<0.578.0> client no case clause matching ... in a:b/1 line 2");
        assertThat(told(line.formatted("ejabberd_http_sup", "child_terminated")))
                .isNull();
        assertThat(told(line.formatted("ejabberd_c2s_sup", "shutdown_error"))).isNull();
        assertThat(
                        told(
                                "gen_server <0.578.0> terminated with reason: no such process or port in call to"
                                        + " gen_fsm:sync_send_all_state_event(<0.561.0>, {send_xml,{xmlstreamend,<<\"stream:stream\">>}})"))
                .isEqualTo(
                        "<0.578.0> no such process or port in call to gen_fsm:sync_send_all_state_event(<0.561.0>, {send_xml,{xmlstreamend,...}})");
    }

    @Test
    void aHeapThatIsOnlyToldOfKillsNobody() {
        String record =
                """
                     Process:          <0.612.0> on node 'ejabberd@im.example.org'
                     Context:          maximum heap size reached
                     Max Heap Size:    4000000
                     Kill:             %s
                     Error Logger:     true""";
        assertThat(told(record.indent(5).formatted("true"))).isEqualTo("<0.612.0> maximum heap size reached");
        assertThat(told(record.indent(5).formatted("false"))).isNull();
    }

    @Test
    void aReportThatIsCutTellsWhatItHas() {
        String whole = CRASHER.formatted("ejabberd_c2s:init/1", "ejabberd_c2s_sup");
        assertThat(told(whole.substring(0, whole.indexOf("registered_name")))).isEqualTo("<0.612.0> client -");
        for (int end = 0; end < whole.length(); end++) {
            told(whole.substring(0, end)); // throws nothing
        }
    }

    @Test
    void longReasonsAreCut() {
        String told = told("gen_server <0.5.0> terminated with reason: " + "{a,b},".repeat(1000));
        assertThat(told).hasSizeLessThan(330).endsWith("...");
    }

    private static String told(String message) {
        Event event = MessageCatalogue.builtIn().match(message, null, null);
        if (event == null || !"process_crash".equals(event.text(EventField.EVENT))) {
            return null;
        }
        String client = event.has(EventField.TEXT) ? " client " : " ";
        String reason = event.has(EventField.REASON) ? event.text(EventField.REASON) : "-";
        return event.text(EventField.CONNECTION) + client + reason;
    }
}

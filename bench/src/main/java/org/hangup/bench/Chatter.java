package org.hangup.bench;

/**
 * The records of log level debug: hooks, XML, routes over many lines. They are most of such a log, and hardly any of them
 * tells of a connection's end.
 */
final class Chatter {
    private static final String[] HOOKS = {
        "c2s_handle_send: mod_stream_mgmt:c2s_handle_send/3", "c2s_handle_recv: mod_stream_mgmt:c2s_handle_recv/3",
        "c2s_filter_send: mod_client_state:filter_chat_states/1", "c2s_filter_send: mod_client_state:filter_pep/1",
        "c2s_filter_send: mod_client_state:filter_presence/1", "c2s_filter_send: mod_client_state:filter_other/1",
        "user_send_packet: mod_privacy:user_send_packet/1", "user_send_packet: mod_carboncopy:user_send_packet/1",
        "user_send_packet: mod_ping:user_send/1", "user_receive_packet: mod_caps:user_receive_packet/1",
        "privacy_check_packet: mod_privacy:check_packet/4", "disco_local_features: mod_offline:get_sm_features/5",
    };

    private final World world;
    private final boolean on;

    Chatter(World world) {
        this.world = world;
        this.on = world.options.debug();
    }

    void header(Life l, long at) {
        if (!on) {
            return;
        }
        xml(
                l,
                at + 10_000,
                "Received",
                "<?xml version='1.0'?><stream:stream to=\\\"" + l.server
                        + "\\\" xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
        xml(
                l,
                at + 11_000,
                "Send",
                "<?xml version='1.0'?><stream:stream id='11492429006284712050' version='1.0' xml:lang='en'"
                        + " xmlns:stream='http://etherx.jabber.org/streams' from='" + l.server
                        + "' xmlns='jabber:client'>");
        xml(
                l,
                at + 12_000,
                "Send",
                "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
                        + "<mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>");
        hooks(l, at + 13_000, 12);
    }

    void presence(Life l, long at) {
        if (!on) {
            return;
        }
        xml(l, at + 1_000, "Received", "<presence><priority>5</priority></presence>");
        hooks(l, at + 2_000, 12);
        world.say(
                at + 3_000,
                "debug",
                """
                <0.%1$d.0>@ejabberd_router:do_route/1:384 Route:
                #presence{id = <<>>,type = probe,lang = <<>>,
                          from = #jid{user = <<"%2$s">>,server = <<"%3$s">>,
                                      resource = <<"%4$s">>,
                                      luser = <<"%2$s">>,lserver = <<"%3$s">>,
                                      lresource = <<"%4$s">>},
                          to = #jid{user = <<"%2$s">>,server = <<"%3$s">>,
                                    resource = <<>>,luser = <<"%2$s">>,
                                    lserver = <<"%3$s">>,lresource = <<>>},
                          show = undefined,status = [],priority = undefined,sub_els = [],
                          meta = #{}}"""
                        .formatted(l.c2s, l.user, l.server, l.resource));
        for (int i = 0; i < 3; i++) {
            long t = at + 5_000 + i * 400_000L;
            String body =
                    "<message to='user7@example.org' id='" + i + "' type='chat'><body>Stream reset by peer, they say:"
                            + " &lt;/stream:stream&gt;</body></message>";
            xml(l, t, "Received", body);
            hooks(l, t + 1_000, 8);
            xml(l, t + 2_000, "Send", body);
            hooks(l, t + 3_000, 4);
        }
    }

    void ending(Life l, long at, String reason) {
        if (!on) {
            return;
        }
        if (reason.equals("Stream reset by peer")) {
            xml(l, at - 1_000, "Received", "</stream:stream>");
        } else if (reason.contains("(conflict)")) {
            xml(
                    l,
                    at - 1_000,
                    "Send",
                    "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xml:lang='en'"
                            + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Replaced by new connection</text></stream:error>");
        }
        hooks(l, at - 500, 6);
    }

    private void xml(Life l, long at, String what, String xml) {
        world.say(at, "notice", "<0." + l.c2s + ".0> " + l.bracket() + what + " XML on stream = <<\"" + xml + "\">>");
    }

    private void hooks(Life l, long at, int count) {
        for (int i = 0; i < count; i++) {
            world.say(
                    at + i * 30L,
                    "debug",
                    "<0." + l.c2s + ".0>@ejabberd_hooks:safe_apply/4:315 Running hook " + HOOKS[i % HOOKS.length]);
        }
    }
}

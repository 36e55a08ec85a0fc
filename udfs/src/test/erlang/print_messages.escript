#!/usr/bin/env escript
%% Prints what ejabberd of each version would log, in each layout it has, with random and with hostile arguments, and says what it printed:
%%   escript print_messages.escript ejabberd-messages.tsv [SEED] | gzip -9n > printed-messages.tsv.gz
%% Lines of one version and layout stand together and are one log. Cells, behind tabs; an empty one: there is no such thing in the message
%%   event first_version last_version module format          of the row
%%   version layout                                          that print it here
%%   connection user server resource ip port reason node     what was put in, as Erlang knew it (UTF-8; the address in its shortest form)
%%   record                                                  the bytes that the log has, header and line ends too
%% with \\ \n \r \t for a back slash, line feed, carriage return and tab. Written for OTP 25.
-mode(compile).

main([Table]) -> main([Table, "1"]);
main([Table, Seed]) ->
    ok = io:setopts([{encoding, latin1}]),
    rand:seed(exsss, list_to_integer(Seed)),
    {ok, Text} = file:read_file(Table),
    [_Head | Rows] = [string:split(L, "\t", all) || L <- string:split(binary_to_list(Text), "\n", all), L =/= "", hd(L) =/= $#],
    Prints = [{version(V), V, Layout, Row} || Layout <- layouts(), Row <- Rows, V <- ends(Layout, Row)],
    [log(Layout, V, Name, [R || {_, N, L, R} <- Prints, N =:= Name, L =:= Layout])
     || {V, Name, Layout} <- lists:usort([{V, Name, {L, From, To}} || {V, Name, {L, From, To}, _} <- Prints])].

%% The layouts, and the versions of which there were builds that write them.
layouts() ->
    [{report, "0.7.5", "16.01"},
     {tty, "2.0.0", "13.03"},
     {lager, "13.06", "25.10"},
     {lager_console, "13.06", "25.10"},
     {otp, "20.01", "26.07"},
     {otp_console, "20.01", "26.07"}].

%% The first and the last version that print the row in this layout.
ends({Layout, From, To}, [_, First, Last, Module | _]) ->
    F = lists:max([{version(V), V} || V <- [From, First]]),
    L = lists:min([{version(V), V} || V <- [To, Last]]),
    case prints(Layout, Module) andalso F =< L of
        true -> lists:usort([V || {_, V} <- [F, L]]);
        false -> []
    end.

version(Text) -> [list_to_integer(N) || N <- string:split(hd(string:split(Text, "-")), ".", all)].

log({Layout, _, _}, V, Name, Rows) ->
    lists:foldl(fun(Row, I) -> sample(Layout, V, Name, Row, I) end, 0, [R || R <- Rows, _ <- lists:seq(1, samples(R))]).

%% What a stranger may have chosen a part of is printed more often.
samples([_, _, _, _, _, _, Arguments]) ->
    case [A || A <- string:split(Arguments, " ", all), lists:member(A, ["jid", "any_user", "mechanism_and_user", "resource"])] of
        [] -> 1;
        _ -> 5
    end.

%% Messages of a logger itself.
prints(L, "error_logger_lager_h") -> L =:= lager orelse L =:= lager_console;
prints(L, "lager_file_backend") -> L =:= lager orelse L =:= lager_console;
prints(L, M) when M =:= "logger_h_common"; M =:= "proc_lib"; M =:= "supervisor"; M =:= "application_controller" ->
    L =:= otp orelse L =:= otp_console;
prints(_, _) -> true.

sample(Layout, V, Name, [Event, First, Last, Module, Level, Format, Kinds], I) ->
    Made = [arg(Kind, V) || Kind <- string:lexemes(Kinds, " ")],
    Args = lists:append([A || {A, _} <- Made]),
    Fields = lists:append([F || {_, F} <- Made]),
    {Message, More} = message(Format, Args, Layout),
    %% an address in the message goes before that of the proxy's connection
    Known = lists:reverse(Fields ++ More),
    Cells = [Event, First, Last, Module, Format, Name, atom_to_list(Layout)]
        ++ [field(F, Known) || F <- [connection, user, server, resource, ip, port, reason, node]]
        ++ [record(Layout, V, Level, Module, Message, I)],
    io:put_chars([lists:join($\t, [escape(C) || C <- Cells]), $\n]),
    I + 1.

field(F, Known) ->
    case lists:keyfind(F, 1, Known) of
        {_, Value} -> utf8(Value);
        false -> ""
    end.

escape(Bytes) ->
    [case B of $\\ -> "\\\\"; $\n -> "\\n"; $\r -> "\\r"; $\t -> "\\t"; _ -> B end || B <- lists:flatten(Bytes)].

%% Characters as bytes of UTF-8.
utf8(Chars) -> binary_to_list(unicode:characters_to_binary(Chars)).

%% ---- messages

message("CRASH REPORT:", [], _) ->
    P = pid_text(),
    {io_lib:format("CRASH REPORT:~n  crasher:~n    initial call: xmpp_stream_in:init/1~n    pid: ~s~n    registered_name: []~n"
                   "    exception error: no match of right hand side value ~p~n      in function  ~p:~p/~p~n    ancestors: [~s]",
                   [P, term(2), name(), name(), 2, pid_text()]), [{connection, P}]};
message("SUPERVISOR REPORT:", [], _) ->
    P = pid_text(),
    {io_lib:format("SUPERVISOR REPORT:~n    supervisor: {local,ejabberd_c2s_sup}~n    errorContext: child_terminated~n"
                   "    reason: ~p~n    offender: [{pid,~s},~n               {id,undefined}]", [term(1), P]), [{connection, P}]};
message("application: " ++ _ = Format, Args, _) ->
    {"    " ++ io_lib:format(source(Format), Args), []};
message(Format, Args, Layout) when Layout =:= lager; Layout =:= lager_console ->
    %% lager's own printer breaks no lines
    {io_lib:format(lists:flatten(string:replace(source(Format), "~p", "~0p", all)), Args), []};
message(Format, Args, _) ->
    {io_lib:format(source(Format), Args), []}.

source(Format) ->
    lists:foldl(fun({From, To}, F) -> lists:flatten(string:replace(F, From, To, all)) end, Format,
                [{"\\n", "\n"}, {"\\t", "\t"}, {"\\\"", "\""}]).

%% ---- headers

record(Layout, V, Level, Module, Message, I) ->
    {H, M, S} = calendar:seconds_to_time(31552 + I),
    Time = io_lib:format("~2..0w:~2..0w:~2..0w", [H, M, S]),
    Pid = pid_text(),
    Line = integer_to_list(rand:uniform(2000)),
    Text = unicode:characters_to_list(Message),
    case Layout of
        report ->
            ["\n=", word(V, Level), " REPORT==== 2010-01-31 ", Time, " ===\n", prefix(V, Level, Pid, Module, Line), bytes(Text), "\n"];
        tty ->
            ["\n=", word(V, Level), " REPORT==== 31-Jan-2010::", Time, " ===\n", prefix(V, Level, Pid, Module, Line), bytes(Text), "\n"];
        lager ->
            Source = case named(V, Module) of true -> ["@", Module, ":init:", Line]; false -> "" end,
            ["2014-10-24 ", Time, ".549 [", Level, "] ", Pid, Source, " ", utf8(Text), "\n"];
        lager_console ->
            [Time, ".549 [", Level, "] ", device(Text), "\r\n"];
        otp ->
            Source = case {Module, named(V, Module)} of
                         {"logger_h_common", _} -> "";
                         {_, true} -> [Pid, "@", Module, ":init/1:", Line];
                         _ -> Pid
                     end,
            Reset = case V >= [25, 8] andalso V =< [25, 10] of true -> "\e[0m"; false -> "" end,
            ["2020-04-29 ", Time, ".123456+00:00 [", notice(V, Module, Level), "] ", Source, " ", utf8(Text), Reset, "\n"];
        otp_console when V >= [25, 8] ->
            L = notice(V, Module, Level),
            {Bracket, Rest} = colours(L),
            ["2020-04-29 ", Time, ".123456+00:00 \e[1;49;95m", Bracket, "[", L, "] \e[0;49;95m", Rest, device(Text), "\e[0m\n"];
        otp_console ->
            ["2020-04-29 ", Time, ".123456+00:00 [", notice(V, Module, Level), "] ", device(Text), "\n"]
    end.

word(_, Level) when Level =:= "info"; Level =:= "debug"; Level =:= "notice" -> "INFO";
word(V, "warning") when V >= [2, 1, 6] -> "WARNING";
word(_, _) -> "ERROR".

prefix(V, Level, Pid, Module, Line) ->
    [string:uppercase([hd(Level)]), "(", Pid, ":", Module, ":", Line, case V >= [2] of true -> ") : "; false -> "): " end].

%% Records that do not come from ejabberd's macros have no source.
named(V, "xmpp_socket") -> V < [18, 9];
named(_, M) -> not lists:member(M, ["error_logger_lager_h", "lager_file_backend", "logger_h_common"]).

%% error_logger:info_msg is a notice to OTP's logger.
notice(V, "xmpp_socket", "info") when V >= [18, 9] -> "notice";
notice(_, _, Level) -> Level.

colours("info") -> {"\e[1;49;92m", "\e[0m"};
colours("warning") -> {"\e[1;49;93m", "\e[0;49;93m"};
colours("error") -> {"\e[1;49;91m", "\e[0;49;91m"};
colours("debug") -> {"\e[1;49;90m", "\e[0;49;90m"};
colours("critical") -> {"\e[1;49;31m", "\e[0;49;31m"};
colours(_) -> {"\e[1;49;95m", "\e[0;49;95m"}.

%% A file of ejabberd 2.x takes bytes.
bytes(Text) -> [C || C <- Text, C < 256 orelse error({no_byte, C})].

%% What Erlang's user process writes to a file or pipe (user:wrap_characters_to_binary/3, OTP 25): Latin-1.
device(Text) -> lists:append([case C > 255 of true -> "\\x{" ++ integer_to_list(C, 16) ++ "}"; false -> [C] end || C <- Text]).

%% ---- arguments: what is printed, and what is known of it

arg("port", _) -> P = port_text(), {[list_to_port(P)], [{connection, P}]};
arg("listen_port", _) -> {[list_to_port(port_text())], []};
arg("sslsocket", _) -> P = pid_text(), {[{sslsocket, rand:uniform(9), list_to_pid(P)}], [{connection, P}]};
arg("pid", _) -> P = pid_text(), {[list_to_pid(P)], [{connection, P}]};
arg("plain_pid", _) -> {[list_to_pid(pid_text())], []};
arg("pid_or_none", V) -> case rand:uniform(20) of 1 -> {[none], []}; _ -> arg("pid", V) end;
arg("old_socket", V) -> arg("port", V);
arg("socket", V) when V < [2] -> arg("port", V);
arg("socket", V) -> socket_state(V);
arg("who", _) ->
    P = pid_text(),
    {[[pick(["tcp", "tls", "tcp_zlib", "tls_zlib", "websocket", "http_bind"]), "|", P]], [{connection, P}]};
arg("who_or_unknown", V) when V >= [19, 9] -> case rand:uniform(6) of 1 -> {["unknown"], []}; _ -> arg("who", V) end;
arg("who_or_unknown", V) -> arg("who", V);

arg("peer_tuple", _) -> {A, P} = {address(), port_number()}, {[{A, P}], [{ip, shown(A)}, {port, integer_to_list(P)}]};
arg("local_tuple", _) -> {[{address(), port_number()}], []};
arg("peer_ip", V) -> arg("ip", V);
arg("peer_port", _) -> P = port_number(), {[P], [{port, integer_to_list(P)}]};
arg("local_ip", _) -> {[inet:ntoa(address())], []};
arg("local_port", _) -> {[port_number()], []};
arg("peer_endpoint", _) ->
    {A, P} = {address(), port_number()},
    case rand:uniform(6) of
        1 -> {["hidden_by_ejabberd"], []};
        _ -> {[endpoint(A, P)], [{ip, shown(A)}, {port, integer_to_list(P)}]}
    end;
arg("local_endpoint", _) -> {[endpoint(address(), port_number())], []};
arg("ip", V) when V >= [15, 6] ->
    case rand:uniform(6) of
        1 -> {["hidden_by_ejabberd"], []};
        _ -> arg("ip_unmasked", V)
    end;
arg("ip", V) -> arg("ip_unmasked", V);
arg("ip_unmasked", _) -> A = address(), {[ntoa(A)], [{ip, shown(A)}]};
arg("ip_tuple", _) -> {[address()], []};
arg("proxy_tuple", _) -> {[address()], []};
arg("client_tuple", _) -> A = address(), {[A], [{ip, shown(A)}]};
arg("xff", _) -> {[lists:join(", ", [inet:ntoa(address()) || _ <- lists:seq(1, rand:uniform(3))])], []};
arg("websocket", _) ->
    {A, P, Pid} = {address(), port_number(), pid_text()},
    {[{http_ws, list_to_pid(Pid), {A, P}}], [{connection, Pid}, {ip, shown(A)}, {port, integer_to_list(P)}]};
arg("fail2ban", _) ->
    A = address(),
    R = lists:flatten(["Too many (", integer_to_list(rand:uniform(99)), ") failed authentications from this IP address (", ntoa(A),
                       "). The address will be unblocked at 09:45:52 31.01.2010 UTC"]),
    {[ntoa(A), R], [{ip, shown(A)}, {reason, R}]};

arg("jid", V) ->
    {U, S, R} = {user(), host(), resource()},
    {[text(U ++ "@" ++ S ++ "/" ++ R, V)], [{user, U}, {server, S}, {resource, R}]};
arg("bare_jid", V) -> {U, S} = {user(), host()}, {[text(U ++ "@" ++ S, V)], [{user, U}, {server, S}]};
arg("user", V) -> U = user(), {[text(U, V)], [{user, U}]};
arg("host", V) -> S = host(), {[text(S, V)], [{server, S}]};
arg("host_only", V) -> S = host(), {[text(S, V)], [{server, S}]};
arg("resource", V) -> R = resource(), {[text(R, V)], [{resource, R}]};
arg("any_user", V) -> U = any_user(), {[text(U, V)], [{user, U}]};
arg("mechanism", _) -> {[pick(["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "DIGEST-MD5", "X-OAUTH2", "EXTERNAL", "legacy"])], []};
arg("mechanism_and_user", V) ->
    case rand:uniform(4) of
        1 ->
            %% a mechanism that the server does not have is printed as the client asked for it, and has no user
            {[text(pick(["X authentication for juliet@example.net", "X authentication from 192.0.2.66: Aborted", "ПАРОЛЬ", "two words"]), V), ""],
             []};
        _ ->
            {U, S} = {any_user(), host()},
            {[<<"PLAIN">>, text("for " ++ U ++ "@" ++ S ++ " ", V)], [{user, U}, {server, S}]}
    end;
arg("auth_module", _) -> {[pick([undefined, ejabberd_auth_internal, ejabberd_auth_odbc, ejabberd_auth_ldap])], []};
arg("backend", _) -> {[pick(["mnesia", "sql", "ldap", "external", "undefined"])], []};

arg("close_reason", V) -> reason(close_reason(V), V);
arg("tls_reason", V) -> reason("TLS failed: " ++ openssl(), V);
arg("openssl", V) -> reason(openssl(), V);
arg("auth_reason", V) ->
    reason(pick(["Invalid username or password", "Nodeprep failed", "Malformed XML", "Unsupported mechanism", "Aborted",
                 "Account is banned: spam from 192.0.2.66: all day", "Користувача заборонено: bye"]), V);
arg("resume_reason", V) ->
    reason(pick(["Previous session not found", "Previous session timed out", "Previous session PID is dead", "Invalid 'previd' value",
                 "Previous session PID not found", "Cannot grab session state"]), V);
arg("inet_atom", _) -> A = pick([emfile, closed, timeout, eacces, eaddrinuse]), {[A], [{reason, atom_to_list(A)}]};
arg("inet_text", V) -> reason(inet(), V);
arg("error_tuple", _) -> A = pick([closed, timeout, einval]), {[{error, A}], [{reason, "{error," ++ atom_to_list(A) ++ "}"}]};
arg("crash_reason", V) ->
    reason(pick(["no match of right hand value {error,enoent} in mod_x:f/1 line 17", "bad argument in call to ets:lookup(x, <<\"a: b\">>)",
                 "killed", "no function clause matching ejabberd_c2s:f([]) line 3"]), V);
arg("crashed", _) -> {[pick(["crashed", "exited"])], []};

arg("xml", V) -> {[data(xml(), V)], []};
arg("xml_term", _) -> {[{xmlel, <<"message">>, [{<<"to">>, utf8_binary(user() ++ "@" ++ host())}], [{xmlcdata, utf8_binary(resource())}]}], []};
arg("term", _) -> {[term(3)], []};
arg("text_term", V) -> {[data(resource(), V)], []};
arg("text", V) -> {[text(resource(), V)], []};
arg("lines", _) -> {[lists:join("\n", ["** " ++ atom_to_list(name()) || _ <- lists:seq(1, rand:uniform(4))])], []};
arg("atom", _) -> {[name()], []};
arg("number", _) -> {[rand:uniform(5000)], []};
arg("float", _) -> {[rand:uniform() * 100], []};
arg("path", V) -> {[text(pick(["/var/run/ejabberd.pid", "/tmp/a b/пид"]), V)], []};
arg("command", V) -> {[text(pick(["kick_user", "ban_account", "status", "kick_session"]), V)], []};
arg("arguments", V) -> {[[{user, data(user(), V)}, {host, data(host(), V)}, {reason, data(resource(), V)}]], []};
arg("bosh_sid", V) -> {[data(integer_to_list(rand:uniform(1 bsl 150), 16), V)], []};
arg("http_args", V) -> {[{data("a1b2", V), data("key", V), {{192, 0, 2, 7}, 51322}}], []};
arg("hook", _) -> {[{pick([c2s_loop, user_available_hook]), [name(), term(2)]}], []};
arg("node", _) -> N = node_name(), {[list_to_atom(N)], [{node, N}]};
arg("node_text", _) -> N = node_name(), {[N], [{node, N}]};
arg("other_node", _) -> {[list_to_atom(node_name())], []};
arg("other_node_text", _) -> {[node_name()], []};
arg("node_list", _) -> {[[list_to_atom(node_name())]], []};
arg("version", V) -> {[text(pick(["2.1.13", "14.07", "16.09", "20.04", "23.01-1", "24.2.52", "26.07"]), V)], []};
arg("protocol", _) -> {[pick(["TCP", "TLS", "UDP"])], []};
arg("socket_module", V) -> {[pick([gen_tcp, tls_module(V)])], []};
arg("listener_module", _) -> {[pick([ejabberd_c2s, ejabberd_http, ejabberd_s2s_in])], []};
arg("listener_module_text", _) -> {[pick(["ejabberd_c2s", "ejabberd_http"])], []};
arg("listen_tuple", V) when V < [2, 1] -> {[port_number()], []};
arg("listen_tuple", _) -> {[{port_number(), address(), tcp}], []};
arg("handler", _) -> {[pick([default, ejabberd_log, error_log])], []};
arg("mode", _) -> {[pick([async, sync, drop])], []};
arg("log_level", _) -> {[pick(["info", "debug", "warning", "none"])], []}.

reason(Chars, V) -> {[text(Chars, V)], [{reason, Chars}]}.

%% ejabberd 2.x holds texts as lists of bytes, later ones as binaries.
text(Chars, V) when V >= [13] -> utf8_binary(Chars);
text(Chars, _) -> utf8(Chars).

%% The same, for ~p.
data(Chars, V) -> text(Chars, V).

utf8_binary(Chars) -> unicode:characters_to_binary(Chars).

%% The first element of ejabberd_c2s' state through the years.
socket_state(V) ->
    {P, Other, Receiver} = {port_text(), list_to_port(port_text()), list_to_pid(pid_text())},
    Port = list_to_port(P),
    Tls = tls_module(V),
    Zlib = case V >= [15, 3] of true -> ezlib; false -> ejabberd_zlib end,
    case rand:uniform(6) of
        1 -> {[{socket_state, gen_tcp, Port, Receiver}], [{connection, P}]};
        2 -> {[{socket_state, Zlib, {zlibsock, gen_tcp, Port, Other}, Receiver}], [{connection, P}]};
        3 when V >= [2, 1] ->
            {A, N, Pid} = {address(), port_number(), pid_text()},
            {Module, Tag} = case V >= [15, 3] of
                                true -> pick([{ejabberd_http_ws, http_ws}, {ejabberd_http_bind, http_bind}]);
                                false -> pick([{ejabberd_http_poll, http_poll}, {ejabberd_http_bind, http_bind}])
                            end,
            {[{socket_state, Module, {Tag, list_to_pid(Pid), {A, N}}, pick([Module, Receiver])}],
             [{connection, Pid}, {ip, shown(A)}, {port, integer_to_list(N)}]};
        _ -> {[{socket_state, Tls, {tlssock, Port, Other}, Receiver}], [{connection, P}]}
    end.

tls_module(V) when V >= [16] -> fast_tls;
tls_module(V) when V >= [13] -> p1_tls;
tls_module(_) -> tls.

%% ---- random values

pick(L) -> lists:nth(rand:uniform(length(L)), L).

pid_text() -> lists:concat(["<0.", rand:uniform(30000), ".", rand:uniform(8) - 1, ">"]).
port_text() -> lists:concat(["#Port<0.", rand:uniform(100000), ">"]).
port_number() -> pick([5222, 5223, 5280, 1023 + rand:uniform(64512)]).

address() ->
    case rand:uniform(5) of
        1 -> {8193, 3512, rand:uniform(65536) - 1, 0, 0, pick([0, 7]), pick([0, 16#abcd]), rand:uniform(65535)};
        2 -> {0, 0, 0, 0, 0, 65535, 16#c000, 512 + rand:uniform(255)};
        3 -> pick([{127, 0, 0, 1}, {0, 0, 0, 0, 0, 0, 0, 1}, {65152, 0, 0, 0, 1, 2, 3, 4}]);
        _ -> {pick([10, 192, 203]), rand:uniform(256) - 1, rand:uniform(256) - 1, rand:uniform(254)}
    end.

%% How ejabberd prints an address; the case of a mapped one differs by release of OTP.
ntoa({0, 0, 0, 0, 0, 65535, _, _} = A) ->
    case rand:uniform(2) of 1 -> inet:ntoa(A); _ -> string:uppercase(inet:ntoa(A)) end;
ntoa(A) -> inet:ntoa(A).

%% The address that is meant.
shown({0, 0, 0, 0, 0, 65535, A, B}) -> inet:ntoa({A bsr 8, A band 255, B bsr 8, B band 255});
shown(A) -> inet:ntoa(A).

endpoint(A, P) when tuple_size(A) =:= 8 -> lists:flatten(["[", ntoa(A), "]:", integer_to_list(P)]);
endpoint(A, P) -> lists:flatten([ntoa(A), ":", integer_to_list(P)]).

%% A name after nodeprep.
user() ->
    pick(["romeo", "juliet.capulet", "user" ++ integer_to_list(rand:uniform(9999)), "a-b_c+d", "x)", "(x", "a|b;c,d", "from", "by", "ромео", "日本",
          "zoë", "c%40d", "{a,1}", "#1", "\\20x", "50%", "é"]).

host() -> pick(["example.net", "chat.example.org", "localhost", "192.0.2.1", "xn--bcher-kva.example", "bücher.example", "пример.рф"]).

%% A resource may be nearly anything (RFC 7622 section 3.4), and the client chooses it.
resource() ->
    case rand:uniform(3) of
        1 -> pick(["home", "Psi+", "gajim.X1Y2Z3", "Conversations.abCd", integer_to_list(rand:uniform(1 bsl 64)), "mobile phone", "Büro", "дом", "🦊 x"]);
        _ ->
            lists:append([pick([": Stream reset by peer", " (conflict)", ": Connection failed: ping_timeout", " from 192.0.2.66", " by ejabberd_auth_odbc",
                                "; waiting 5 seconds for stream resumption", ": ", " ", "/", "@", "a@b/c", ")", "(tls|<0.9.0>) ", "' with resource 'y'",
                                " acknowledged 1 of 2 stanzas", "'\"{[<<\\", "é", "ж", "日本", "😀", " -> ", "~s", "%", "\\x{44E}y", "x", "home",
                                " [info] <0.1.0>@a:b:1 ", "Stream closed by peer: ", " after failed resumption"])
                          || _ <- lists:seq(1, rand:uniform(4))])
    end.

%% What a client that only tries to log in calls itself.
any_user() ->
    case rand:uniform(2) of
        1 -> user();
        _ -> pick(["x@y from 192.0.2.66: Invalid username or password", "x from 192.0.2.66: Aborted", "a b", "from 192.0.2.66", "x@y from 192.0.2.66",
                   "for z@example.net", "Ромео Монтекки", "' with resource 'y", "a@b@c", "@", " ", "x@example.net from 192.0.2.66 "])
    end.

inet() ->
    pick([inet:format_error(E) || E <- [emfile, econnreset, etimedout, epipe, enotconn, ehostunreach, enetunreach, eaddrinuse, eacces, econnaborted]]
         ++ ["connection closed", "timeout"]).

openssl() ->
    pick(["SSL_do_handshake failed", "SSL_new failed", "connection closed"]) ++
        pick(["", ": error:14094416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown", ": error:0A000416:SSL routines::no shared cipher"]).

close_reason(V) ->
    case rand:uniform(8) of
        1 -> "Stream reset by peer";
        2 -> "Connection failed: " ++ inet();
        3 when V >= [24] -> "Connection failed: unknown POSIX error: " ++ pick(["ping_timeout", "ack_timeout", "timeout"]);
        3 -> "Connection failed: " ++ pick(["ping_timeout", "ack_timeout", "timeout"]);
        4 -> "TLS failed: " ++ openssl();
        5 -> pick(["Internal server error", "internal server error", "stopped by supervisor", "unknown reason", "Unrecognized error: {badarg,<<\"a: b\">>}"]);
        6 -> "Stream closed by peer: " ++ pick(["", "gone: fishing (until: noon) ", "bye; waiting 5 seconds for stream resumption ", "Прощай ", "x: y: Stream reset by peer "])
                 ++ condition();
        _ -> ours(V) ++ pick(["Replaced by new connection (conflict)", "has been kicked (policy-violation)", "User removed (conflict)", "system-shutdown",
                              "reset", "Too many unacked stanzas (policy-violation)", "XML stanza is too big (policy-violation)",
                              "mismatched tag (not-well-formed)", "Improper 'from' attribute (invalid-from)", "Kicked by administrator (conflict)",
                              "spam: see ticket 17 (really) (conflict)", "bye: Stream reset by peer (conflict)", "Заменено новым соединением (conflict)",
                              "Timed out waiting for stream resumption (connection-timeout)"])
    end.

condition() -> pick(["(undefined-condition)", "(connection-timeout)", "(policy-violation)", "(reset)"]).

ours(V) when V >= [18, 9] -> "Stream closed by local host: ";
ours(_) -> "Stream closed by us: ".

xml() ->
    pick(["</stream:stream>", "<presence type='unavailable'/></stream:stream>", "<iq type='result' id='" ++ integer_to_list(rand:uniform(9999)) ++ "'/>",
          "<message to='a@b'><body>" ++ resource() ++ "</body></message>",
          "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", " "]).

node_name() -> pick(["ejabberd@localhost", "ejabberd@chat-1.example.net", "ejabberd@10.0.0.7", "xmpp_2@host"]).

name() -> pick([ejabberd_c2s, undefined, closed, normal, mod_offline, failed_auth, tls, wait_for_stream]).

atom() -> pick([name(), 'a b', 'A']).

term(0) -> pick([atom(), rand:uniform(10000), utf8_binary(resource()), list_to_pid(pid_text()), resource()]);
term(N) ->
    case rand:uniform(4) of
        1 -> list_to_tuple([term(N - 1) || _ <- lists:seq(1, rand:uniform(4))]);
        2 -> [term(N - 1) || _ <- lists:seq(1, rand:uniform(5))];
        3 -> {jid, utf8_binary(user()), utf8_binary(host()), utf8_binary(resource()), utf8_binary(user()), utf8_binary(host()), utf8_binary(resource())};
        _ -> term(0)
    end.

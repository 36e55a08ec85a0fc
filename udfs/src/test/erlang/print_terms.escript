#!/usr/bin/env escript
%% Prints random terms of every kind in every way that a log prints them, one sample a line, fields behind tabs:
%%   format   the printed text   what ~tw prints for the whole term
%% with a back slash as \\ and a line feed as \n in both texts. Usage: print_terms.escript COUNT [SEED]
%% Written for OTP 25; newer releases quote a few more atoms.
-mode(compile).

main([Count]) -> main([Count, "1"]);
main([Count, Seed]) ->
    ok = io:setopts([{encoding, unicode}, binary]),
    rand:seed(exsss, list_to_integer(Seed)),
    lists:foreach(fun sample/1, lists:seq(1, list_to_integer(Count))).

sample(I) ->
    T = term(rand:uniform(5) - 1),
    {Name, Text} = printed(I rem 11, T),
    io:put_chars([Name, $\t, line(Text), $\t, line(io_lib:format("~tw", [T])), $\n]).

printed(0, T) -> {"~p", io_lib:format("~p", [T])};
printed(1, T) -> {"~tp", io_lib:format("~tp", [T])};
printed(2, T) -> {"~w", io_lib:format("~w", [T])};
printed(3, T) -> {"~tw", io_lib:format("~tw", [T])};
printed(4, T) -> {"~0tp", io_lib:format("~0tp", [T])};
printed(5, T) -> {"~30tp", io_lib:format("~30tp", [T])};
printed(6, T) -> {"~30p", io_lib:format("~30p", [T])};
printed(7, T) -> D = depth(), {"~tP", io_lib:format("~tP", [T, D])};
printed(8, T) -> D = depth(), {"~tW", io_lib:format("~tW", [T, D])};
printed(9, T) -> D = depth(), {"~P", io_lib:format("~30P", [T, D])};
printed(10, T) -> {"chars_limit", io_lib:format("~tp", [T], [{chars_limit, rand:uniform(200)}])}.

depth() -> pick([1, 2, 3, 4, 5, 8, 12, 20]).

line(Text) ->
    [case C of $\\ -> "\\\\"; $\n -> "\\n"; _ -> C end || C <- unicode:characters_to_list(Text)].

pick(L) -> lists:nth(rand:uniform(length(L)), L).
many(Max, F) -> [F() || _ <- lists:seq(1, rand:uniform(Max + 1) - 1)].

term(0) -> leaf();
term(N) ->
    case rand:uniform(12) of
        1 -> leaf();
        2 -> leaf();
        3 -> list_to_tuple(many(6, fun() -> term(N - 1) end));
        4 -> many(6, fun() -> term(N - 1) end);
        5 -> many(3, fun() -> term(N - 1) end) ++ leaf();
        6 -> maps:from_list(many(5, fun() -> {term(N div 2), term(N - 1)} end));
        7 -> [{atom(), term(N - 1)} || _ <- lists:seq(1, rand:uniform(5))];
        8 -> {jid, text(8), text(12), text(8), text(8), text(12), text(8)};
        9 -> {xmlel, <<"iq">>, [{text(5), text(20)}, {text(5), text(20)}], [term(N - 1)]};
        10 -> [{ip, {{192, 168, rand:uniform(255), 1}, rand:uniform(65535)}}, {conn, c2s}, {auth_module, term(0)}];
        11 -> {socket_state, gen_tcp, port(), pid()};
        12 -> lists:seq(1, rand:uniform(60))
    end.

leaf() ->
    case rand:uniform(16) of
        1 -> rand:uniform(300) - 150;
        2 -> pick([1, -1]) * rand:uniform(1 bsl (1 + rand:uniform(200)));
        3 -> float();
        4 -> atom();
        5 -> atom();
        6 -> chars(20);
        7 -> chars(150);
        8 -> text(20);
        9 -> text(200);
        10 -> rand:bytes(rand:uniform(20) - 1);
        11 -> bits();
        12 -> pid();
        13 -> port();
        14 -> ref();
        15 -> function();
        16 -> pick([[], {}, #{}, <<>>, "", '', true, false, undefined, nil, 0, -0.0, 0.0])
    end.

float() ->
    case rand:uniform(4) of
        1 -> rand:uniform() * 100;
        2 -> float(rand:uniform(1 bsl rand:uniform(70)));
        3 -> rand:uniform(100000) / pick([10, 100, 1000, 100000, 10000000]);
        4 ->
            try <<F/float>> = rand:bytes(8), F
            catch error:_ -> 1.0
            end
    end.

char() ->
    case rand:uniform(12) of
        1 -> rand:uniform(256) - 1;
        2 -> 159 + rand:uniform(96);
        3 -> 16#400 + rand:uniform(255);
        4 -> pick([16#20AC, 16#1F600, 16#4E2D, 16#200B, 16#2028, 16#10FFFF, 16#E000, 16#FFFD]);
        5 -> pick("\"'\\\n\t\r\e\b\f\v{}[]<>#,|.% ");
        _ -> pick("abcdefghijklmnopqrstuvwxyz0123456789 _@-=./")
    end.

plain_char() -> pick("abcdefghijklmnopqrstuvwxyz0123456789 _@-=./<>").

chars(Max) ->
    case rand:uniform(3) of
        1 -> many(Max, fun char/0);
        _ -> many(Max, fun plain_char/0)
    end.

text(Max) ->
    case rand:uniform(4) of
        1 -> list_to_binary([C band 255 || C <- chars(Max)]);
        _ -> unicode:characters_to_binary(chars(Max))
    end.

bits() ->
    N = rand:uniform(60),
    <<B:N/bitstring, _/bitstring>> = rand:bytes(8),
    B.

atom() ->
    case rand:uniform(5) of
        1 -> list_to_atom(lists:sublist(chars(12), 12));
        2 -> list_to_atom([pick("abcxyz") | chars(6)]);
        3 -> pick(['after', 'and', 'fun', 'maybe', 'else', 'when', 'A', '_', '1', 'a b', '[]', '{}', 'it\'s', 'é', 'Éa', 'ж', '\x{1F600}']);
        _ -> pick([jid, c2s, undefined, ejabberd_c2s, a, b, tls, 'example@host', true, none, badarg, 'ejabberd@a.example'])
    end.

pid() -> list_to_pid(lists:concat(["<0.", rand:uniform(30000), ".", rand:uniform(8) - 1, ">"])).
port() -> list_to_port(lists:concat(["#Port<0.", rand:uniform(100000), ">"])).
ref() -> pick([make_ref(), list_to_ref("#Ref<0.1.2.3>")]).

function() ->
    case rand:uniform(4) of
        1 -> fun lists:map/2;
        2 -> fun(X) -> X end;
        3 -> erlang:make_fun(atom(), atom(), rand:uniform(4) - 1);
        4 -> fun erlang:'+'/2
    end.

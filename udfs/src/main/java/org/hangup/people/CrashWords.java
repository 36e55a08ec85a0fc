package org.hangup.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why processes died, as Erlang and lager print it, word by word: known words and the names of known modules stay, pids and arities
 * too; all other numbers become 0, all other words pseudonyms.
 */
final class CrashWords {
    /** Of terms and of lager's sentences; and of reasons.tsv as far as a report gives such a reason. */
    private static final Set<String> WORDS = Stream.of(
                    "error exit throw exited stopped stop shutdown normal killed kill noproc nocatch timeout closed",
                    "badmatch badarg badarith badfun badarity badkey badmap badrecord badfile case_clause function_clause if_clause",
                    "try_clause undef system_limit process_limit max_queue max_heap message_queue memory_limit_exceeded",
                    "epipe einval econnreset etimedout ebadf enoent emfile enfile enomem enotconn econnrefused econnaborted",
                    "no match of right hand side value in function call to process or port such case clause matching if true branch",
                    "try undefined bad argument arithmetic expression record key map at line with reason supervisor by the a an from for",
                    "maximum heap size reached internal server Internal Unrecognized unknown connection is and was not",
                    "init send send_xml send_element send_text recv cast handle_call handle_cast handle_info handle_event handle_msg terminate loop",
                    "handle_stream_start handle_stream_end process_info process_terminated session_established close setopts",
                    "gen_server gen_fsm gen_statem gen_event proc_lib stream_error socket tcp tls ssl ok false null nil file line")
            .flatMap(words -> Stream.of(words.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());

    /** Modules of OTP, of ejabberd and of its libraries. */
    private static final Pattern MODULE = Pattern.compile(
            "(?:ejabberd|mod|xmpp|fast|p1|gen|proc|mongoose|cyrsasl|sasl|exml|prim|erl|io|tls|ssl|gb|inet|logger|mnesia|cowboy|ranch|lager|pubsub)"
                    + "_[a-z0-9_]+"
                    + "|ejabberd|supervisor|erlang|lists|maps|dict|binary|jlib|jid|ezlib|exml|io|inet|ssl|ets|mnesia|logger|stringprep|unicode|crypto"
                    + "|base64|string|timer|rand|queue|sets|orddict|proplists|error_logger|error_handler|application|code|init|public_key|idna|pkix");

    /** A process, a port or a reference; a function with its module; a line; a number; a word. All else is marks. */
    private static final Pattern TOKEN = Pattern.compile("(?<id>(?:#(?:Port|Ref|Fun))?<[0-9.]++>)"
            + "|(?<module>[a-z][a-z0-9_]*+):(?<function>[a-z][a-z0-9_]*+)(?=[(]|/[0-9])(?<arity>/[0-9]{1,2}+)?"
            + "|(?<line>\\bline [0-9]{1,5}+)"
            + "|(?<number>[0-9]++)(?![A-Za-z_@$\\x80-\\xff-])"
            + "|(?<word>[A-Za-z0-9_@$\\x80-\\xff-]++)");

    private final Pseudonyms pseudonyms;

    CrashWords(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    byte[] masked(byte[] text) {
        Matcher token = TOKEN.matcher(new String(text, ISO_8859_1));
        StringBuilder out = new StringBuilder();
        while (token.find()) {
            token.appendReplacement(out, Matcher.quoteReplacement(masked(token)));
        }
        return token.appendTail(out).toString().getBytes(ISO_8859_1);
    }

    private String masked(Matcher token) {
        if (token.group("module") != null) {
            String module = token.group("module");
            String function = token.group("function");
            String arity = token.group("arity") == null ? "" : token.group("arity");
            return word(module) + ":" + word(function) + arity;
        }
        if (token.group("word") != null) {
            return word(token.group());
        }
        return token.group("number") != null ? "0" : token.group();
    }

    private String word(String word) {
        if (WORDS.contains(word) || MODULE.matcher(word).matches()) {
            return word;
        }
        byte[] b = word.getBytes(ISO_8859_1);
        return new String(pseudonyms.name(b, 0, b.length), US_ASCII);
    }
}

package org.hangup.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The syntax of terms, each with what {@code io_lib:format("~tw", [Term])} of OTP 25 printed for it. */
class TermSyntaxTest {
    private static String normalized(String text) {
        return PrintedSample.normalized(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "16#ff; 255",
                "-16#FF; -255",
                "36#Zz; 1295",
                "2#1010; 10",
                "1_000; 1000",
                "1_000.5; 1000.5",
                "-0.0; -0.0",
                "1.0e+3; 1.0e3",
                "1.5E-7; 1.5e-7",
                "+5; 5",
                "00012; 12",
                "-00; 0",
                "123456.789; 123456.789",
                "1.7976931348623157e308; 1.7976931348623157e308",
                "4.9e-324; 5.0e-324",
                "0.1e1; 1.0",
                "100.0; 100.0",
                "1000.0; 1.0e3",
                "123456789012345678901234567890; 123456789012345678901234567890",
                "-9223372036854775808; -9223372036854775808",
                "9223372036854775808; 9223372036854775808",
                "16#ffffffffffffffffff; 4722366482869645213695",
                "$a; 97",
                "$\\n; 10",
                "$\\\\; 92",
                "$\\x{1F600}; 128512",
                "$\\^A; 1",
                "$\\101; 65",
                "[$ ]; [32]",
                "\"\"; []",
                "\"a\" \"b\"; [97,98]",
                "\"\\x41\\x{42}\\103\\e\\s\\d\\^Z\\q\"; [65,66,67,27,32,127,26,113]",
                "'it\\'s'; 'it\\'s'",
                "'\\x{436}'; 'ж'",
                "'abc'; abc",
                "'A'; 'A'",
                "''; ''",
                "'after'; 'after'",
                "é; é",
                "éa; éa",
                "aé; aé",
                "'Éa'; 'Éa'",
                "'a×'; 'a×'",
                "a@b_C1; a@b_C1",
                "<<>>; <<>>",
                "<<\"\">>; <<>>",
                "<<1,2,300>>; <<1,2,44>>",
                "<<-1>>; <<255>>",
                "<<1:16>>; <<0,1>>",
                "<<5:3>>; <<5:3>>",
                "<<1:1,1:1>>; <<3:2>>",
                "<<16#ffff:12>>; <<255,15:4>>",
                "<<1:3,\"a\">>; <<44,1:3>>",
                "<<\"ab\" \"cd\">>; <<97,98,99,100>>",
                "<<\"é\">>; <<233>>",
                "<<\"é\"/utf8>>; <<195,169>>",
                "<<\"a\",1,\"b\">>; <<97,1,98>>",
                "<<$a>>; <<97>>",
                "<< 1 , 2 >>; <<1,2>>",
                "[a|[b|[c]]]; [a,b,c]",
                "[a|[]]; [a]",
                "[a,b|[c|d]]; [a,b,c|d]",
                "[1|\"ab\"]; [1,97,98]",
                "[a|\"\"]; [a]",
                "#{a=>1}; #{a => 1}",
                "#{ a => 1 , b := 2 }; #{a => 1,b => 2}",
                "#{}; #{}",
                "#{{} => []}; #{{} => []}",
                "{ }; {}",
                "[ ]; []",
                "[{},[],#{}]; [{},[],#{}]",
                "fun a:b/1; fun a:b/1",
                "#Fun<a.0.123>; #Fun<a.0.123>",
                "fun 'a b':'+'/2; fun 'a b':'+'/2",
                "<0.5.0>; <0.5.0>",
                "#Port<0.7>; #Port<0.7>",
                "#Ref<0.1.2.3>; #Ref<0.1.2.3>",
                "#jid{user = <<>>,server = b}; {jid,<<>>,b}",
                "#'a b'{'X' = 1}; {'a b',1}",
                "#r{}; {r}",
                "{#r{a = #s{b = 1}},c}; {{r,{s,1}},c}",
                "foo.; foo",
                "{a}.; {a}"
            })
    void readAsErlangReads(String text, String printed) {
        assertThat(normalized(text)).isEqualTo(printed);
    }

    @Test
    void whiteSpaceAndCommentsAreNothing() {
        assertThat(normalized("{a % one } comment\n,b}")).isEqualTo("{a,b}");
        assertThat(normalized("% first\n {a,\n\t  b\u00a0,\r\n [c\n |d]}\n")).isEqualTo("{a,b,[c|d]}");
        assertThat(normalized("<<\"ab\"\n  \"cd\">>")).isEqualTo("<<97,98,99,100>>");
        assertThat(normalized("[\"abc\"\n \"def\", g]")).isEqualTo("[[97,98,99,100,101,102],g]");
    }

    /** What a printer, a logger or the end of a record has cut; on the right the same with its marks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "...; ...",
                "[...]; [...]",
                "{...}; {...}",
                "#{...}; #{...}",
                "<<...>>; <<...>>",
                "<<..>>; <<...>>",
                "[a|...]; [a|...]",
                "[a,...]; [a|...]",
                "{a,...}; {a,...}",
                "#{a => 1,...}; #{a => 1,...}",
                "#{a => ...}; #{a => ...}",
                "<<1,2,...>>; <<1,2,...>>",
                "{{...},[...],...}; {{...},[...],...}",
                "<<\"unav\"...>>; <<117,110,97,118,...>>",
                "<<\"é\"/utf8...>>; <<195,169,...>>",
                "\"ab\"...; [97,98|...]",
                "[{<<\"type\">>,<<\"un\"...>>}|...]; [{<<116,121,112,101>>,<<117,110,...>>}|...]",
                "{a,<<\"unav...; {a,<<117,110,97,118,...>>,...}",
                "{a,\"un; {a,[117,110|...],...}",
                "{a,<<\"un\"; {a,<<117,110,...>>,...}",
                "{a,<<\"un\">>; {a,<<117,110>>,...}",
                "{a,<<1,2; {a,<<1,...>>,...}",
                "{a,52; {a,52...}",
                "{a,52...; {a,52...}",
                "{a,b; {a,b...}",
                "{a,'b; {a,b...}",
                "{a,'B c; {a,'B c'...}",
                "{a,1.0e; {a,1.0...}",
                "{a,$; {a,...}",
                "<<5:3>; <<5:3>>",
                "{a,<0.5; {a,...}",
                "{a,#Port<0.; {a,...}",
                "[a,b; [a,b...]",
                "[a|; [a|...]",
                "[a,; [a|...]",
                "[; [...]",
                "{; {...}",
                "#{; #{...}",
                "#{a =>; #{a => ...}",
                "#{a; #{a...}",
                "#{a => 1; #{a => 1...}",
                "<<; <<...>>",
                "{a,{b,[c|d],{e}; {a,{b,[c|d],{e},...},...}",
                "#r{a = 1,b; {r,1,...}",
                "#r{a = 1,...}; {r,1,...}",
                "fun l..>; fun l..>",
                "#foo; ...",
                "fun a:b; ...",
                "#Fun<m..>; #Fun<m..>"
            })
    void cutTermsAreReadAsFarAsTheyGo(String text, String marked) {
        assertThat(normalized(text)).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "% only a comment",
                "{a,}",
                "[,a]",
                "{a b}",
                "[a|b,c]",
                "[a|b|c]",
                "#{a}",
                "#{a=>}",
                "#{a,b}",
                "<<a>>",
                "1 2",
                "Abc",
                "_",
                "}",
                "]",
                "a)",
                "\"\\x{110000}\"",
                "\"\\xg\"",
                "~",
                "ж",
                "a×",
                "1__0",
                "1_",
                "16#g",
                "37#1",
                "1e5",
                "$",
                "1.0e400",
                "{a]",
                "[a}",
                "<<1,2]>>",
                "<<1:300>>",
                "<0.5>",
                "<0.x.0>",
                "#Foo<1>",
                "#Port<x>",
                "{a}b",
                "{a},b",
                "-",
                "-a",
                "a.b",
                "<<\"a\"/utf16>>",
                "<<1.5>>"
            })
    void malformed(String text) {
        assertThatThrownBy(() -> TermParser.parse(text)).isInstanceOf(MalformedTermException.class);
    }

    @Test
    void whatIsMalformedSaysWhereAndWhy() {
        MalformedTermException e = null;
        try {
            TermParser.parse("{jid, Abc}");
        } catch (MalformedTermException caught) {
            e = caught;
        }

        assertThat(e).hasMessage("malformed Erlang term at byte 6: expected a term, found 'A'");
        assertThat(e.offset()).isEqualTo(6);
        assertThat(e.reason()).isEqualTo("expected a term, found 'A'");
    }

    /** Latin-1 files of old servers: a byte that is no UTF-8 is the Latin-1 character. */
    @Test
    void bytesThatAreNoUtf8AreLatin1() {
        byte[] text = "{a,<<\"é\">>,'É',é,\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(TermParser.parse(text)).hasToString("{a,<<233>>,'É',é,[233]}");
    }

    /** No printer writes this; a log whose text was decoded once more has it. Erlang would take the low bytes. */
    @Test
    void aBinaryOfCharactersBeyondLatin1IsUtf8() {
        assertThat(normalized("<<\"ж\">>")).isEqualTo("<<208,182>>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true; true",
                "undefined; \"undefined\"",
                "\"a\\\"b\\n\"; \"a\\\"b\\n\"",
                "[97,98]; [97,98]",
                "\"\"; \"\"",
                "[]; []",
                "<<\"Ã©\">>; \"é\"",
                "<<255>>; {\"$base64\":\"/w==\"}",
                "<<255,...>>; {\"$base64\":\"/w==\",\"…\":\"…\"}",
                "<<5:3>>; {\"$bits\":\"<<5:3>>\"}",
                "[a|b]; {\"$improper\":[\"a\"],\"$tail\":\"b\"}",
                "[{a,1},{b,2}]; {\"a\":1,\"b\":2}",
                "[{a,1},{a,2}]; [[\"a\",1],[\"a\",2]]",
                "[{a,1},{\"b\",2}]; [[\"a\",1],[\"b\",2]]",
                "[{a,1}|...]; [[\"a\",1],\"…\"]",
                "[{a,...}]; [[\"a\",\"…\"]]",
                "{a,...}; [\"a\",\"…\"]",
                "<<\"unav\"...>>; \"unav…\"",
                "#{a => 1,\"b\" => 2,<<\"c\">> => 3,4 => d,{e} => f}; {\"a\":1,\"b\":2,\"c\":3,\"4\":\"d\",\"{e}\":\"f\"}",
                "#{a => 1,\"a\" => 2}; {\"a\":1,\"[97]\":2}",
                "#{a => 1,...}; {\"a\":1,\"…\":\"…\"}",
                "#{}; {}",
                "1.0e22; 1.0e22",
                "123456789012345678901234567890; 123456789012345678901234567890",
                "{<0.5.0>,#Port<0.7>}; [\"<0.5.0>\",\"#Port<0.7>\"]",
                "[#{a => [{b,c}]}]; [{\"a\":{\"b\":\"c\"}}]",
                "\"\\x{D800}\"; \"\\ud800\"",
                "{a,52; [\"a\",\"52…\"]",
                "\"\\0\"; \"\\u0000\""
            })
    void json(String text, String json) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(new String(TermParser.toJson(bytes, 0, bytes.length), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @Test
    void onlyTheNamedBytesAreRead() {
        byte[] bytes = "xx{a,b}yy".getBytes(StandardCharsets.UTF_8);

        assertThat(new String(TermParser.toNormalized(bytes, 2, 7), StandardCharsets.UTF_8))
                .isEqualTo("{a,b}");
        assertThatThrownBy(() -> TermParser.toNormalized(bytes, 2, 8)).hasMessageContaining("at byte 5");
    }
}

package org.hangup.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The functions over Erlang terms as people call them: from SQL. */
class ErlangFunctionsTest {
    private static final SparkSession SPARK = SharedSpark.session();
    private static final String SESSION_INFO =
            "[{ip,{{192,168,8,103},52041}},{conn,c2s},{auth_module,ejabberd_auth_internal}]";

    private static Row of(String term, String select) {
        return SPARK.createDataFrame(List.of(RowFactory.create(term)), new StructType().add("t", DataTypes.StringType))
                .selectExpr(select.split(";"))
                .head();
    }

    @Test
    void fieldsOfASessionInfo() {
        Row row = of(
                SESSION_INFO,
                "ejabberd.parse_erlang(t):ip[1]::int;ejabberd.try_parse_erlang(t):auth_module::string;"
                        + "concat_ws('.', ejabberd.parse_erlang(t):ip[0]::array<int>);ejabberd.parse_erlang(t):nothing");

        assertThat(row.mkString("|")).isEqualTo("52041|ejabberd_auth_internal|192.168.8.103|null");
    }

    @Test
    void jsonAndNormalizedText() {
        Row row = of(SESSION_INFO, "ejabberd.erlang_to_json(t);ejabberd.erlang_normalize(t)");

        assertThat(row.getString(0))
                .isEqualTo(
                        "{\"ip\":[[192,168,8,103],52041],\"conn\":\"c2s\",\"auth_module\":\"ejabberd_auth_internal\"}");
        assertThat(row.getString(1)).isEqualTo(SESSION_INFO);
    }

    @Test
    void malformedAndNull() {
        String all = "ejabberd.try_parse_erlang(t);ejabberd.erlang_to_json(t);ejabberd.erlang_normalize(t)";

        assertThat(of("{a,]}", all).mkString("|")).isEqualTo("null|null|null");
        assertThat(of(null, all + ";ejabberd.parse_erlang(t)").mkString("|")).isEqualTo("null|null|null|null");
        assertThatThrownBy(() -> of("{a,]}", "ejabberd.parse_erlang(t)"))
                .hasStackTraceContaining(
                        "parse_erlang: malformed Erlang term at byte 3: expected a term, found ']': {a,]}");
    }

    /** Spark's own reading of its VARIANT gives the JSON that erlang_to_json gives: of every kind, size and width. */
    @Test
    void variantIsTheJson() {
        List<String> terms = List.of(
                "1",
                "-129",
                "40000",
                "-3000000000",
                "9223372036854775807",
                "-9223372036854775809",
                "99999999999999999999999999999999999999",
                "1.5",
                "-0.25",
                "true",
                "false",
                "undefined",
                "'a b'",
                "\"caf\u00e9\"",
                "<<\"caf\u00c3\u00a9\">>",
                "<<\"\u0436\"/utf8>>",
                "<<255>>",
                "<<5:3>>",
                "<<\"unav\"...>>",
                "...",
                "{}",
                "[]",
                "#{}",
                "{a,{b,[c|d]}}",
                "[{a,1},{b,#{c => [2.5,x]}}]",
                "[{a,1},{a,2}]",
                "[{a,1}|...]",
                "#{a => 1,\"a\" => 2,<<\"b\">> => {},[x] => y,3 => 4,...}",
                "<0.5.0>",
                "#Port<0.7>",
                "fun lists:map/2",
                "[" + "{abc,def},".repeat(300) + "x]",
                "[" + numbered(300) + "]",
                "\"" + "x".repeat(70000) + "\"",
                "{" + ("<<\"" + "y".repeat(100) + "\">>,").repeat(1000) + "z}");

        assertThat(terms).allSatisfy(term -> {
            Row row = of(
                    term,
                    "to_json(ejabberd.parse_erlang(t)) = to_json(parse_json(ejabberd.erlang_to_json(t)));"
                            + "left(to_json(ejabberd.parse_erlang(t)), 200)");
            assertThat(row.getBoolean(0)).as(row.getString(1)).isTrue();
        });
    }

    private static String numbered(int n) {
        StringBuilder pairs = new StringBuilder("{k0,{v,0}}");
        for (int i = 1; i < n; i++) {
            pairs.append(",{k").append(i).append(",{v,").append(i).append("}}");
        }
        return pairs.toString();
    }

    /** Called from the code that Spark generates for a whole stage, not row by row outside of it. */
    @Test
    void wholeStageCode() {
        String terms = "FROM (SELECT concat('{a,', id, '}') t FROM range(3))";
        String code = SPARK.sql("EXPLAIN CODEGEN SELECT ejabberd.parse_erlang(t), ejabberd.try_parse_erlang(t),"
                        + " ejabberd.erlang_to_json(t), ejabberd.erlang_normalize(t) " + terms)
                .head()
                .getString(0);

        assertThat(code)
                .contains("WholeStageCodegen")
                .contains("ErlangTerms$Parse.invoke(", "ErlangTerms$TryParse.invoke(")
                .contains("ErlangTerms$ToJson.invoke(", "ErlangTerms$Normalize.invoke(")
                .doesNotContain("ApplyFunctionExpression", "produceResult");
    }
}

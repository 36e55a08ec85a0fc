"""One jar, built against the newest Spark, on older ones: the launcher over spark-submit, the SQL functions, the reader in PySpark.

The newest is the one of test_spark.py. HANGUP_SPARK_VERSIONS names those that are tried here; bench/spark-versions tries all.
"""

import json
import os
import pathlib
import re
import subprocess

import pytest

from test_spark import comparable

OLDEST = "4.0.0"
VERSIONS = os.environ.get("HANGUP_SPARK_VERSIONS", OLDEST).split()

# What udfs/README.md says of them, and of the reader what grep counts:
# zcat -f data/ejabberd-23.01-info/logs/ejabberd.log* | grep -c 'Opened c2s session for'
ANSWERS = {
    "SELECT to_json(ejabberd.parse_erlang('[{ip,{{192,0,2,7},52041}},{conn,c2s_tls}]'))": [
        ['{"conn":"c2s_tls","ip":[[192,0,2,7],52041]}']
    ],
    # as parse_erlang(...):ip[1]::int, which Spark 4.0 does not know
    "SELECT variant_get(ejabberd.parse_erlang('[{ip,{{192,0,2,7},52041}}]'), '$.ip[1]', 'int')": [[52041]],
    """SELECT variant_get(ejabberd.try_parse_erlang('{jid,<<"romeo">>}'), '$[1]', 'string')""": [["romeo"]],
    "SELECT ejabberd.try_parse_erlang('{jid,]') IS NULL": [[True]],
    "SELECT ejabberd.erlang_to_json('[#{a => [b|c]},<<255>>]')": [
        ['[{"a":{"$improper":["b"],"$tail":"c"}},{"$base64":"/w=="}]']
    ],
    "SELECT ejabberd.erlang_normalize('{jid, <<1>>,  x}')": [["{jid,<<1>>,x}"]],
    """SELECT CAST(l.ts AS STRING), l.level, l.module FROM (SELECT ejabberd.parse_line(
       '2024-03-01 12:00:00.123456+00:00 [info] <0.5.0>@ejabberd_c2s:process_terminated/2:292 (tls|<0.5.0>) Hello') AS l)""": [
        ["2024-03-01 12:00:00.123456", "info", "ejabberd_c2s"]
    ],
    """SELECT e.event, e.connection, e.user, e.reason FROM (SELECT ejabberd.parse_event(
       '(tls|<0.526.0>) Closing c2s session for romeo@example.net/orchard: Stream reset by peer') AS e)""": [
        ["session_closed", "<0.526.0>", "romeo", "Stream reset by peer"]
    ],
    "SELECT d.cause, d.ended_by FROM (SELECT ejabberd.disconnect_cause('Stream reset by peer') AS d)": [
        ["client_closed", "client"]
    ],
    "SELECT ejabberd.ip_network('192.0.2.77', 24, 64), ejabberd.ip_network('2001:db8::1:2', 24, 64)": [
        ["192.0.2.0/24", "2001:db8::/64"]
    ],
    """SELECT ejabberd.jid_user(j), ejabberd.jid_server(j), ejabberd.jid_resource(j), ejabberd.jid_bare(j)
       FROM VALUES ('romeo@example.net/a/b@c') t(j)""": [["romeo", "example.net", "a/b@c", "romeo@example.net"]],
    "SELECT count(*) FROM records WHERE message LIKE '%Opened c2s session for %'": [[188]],
    "SELECT count(*) FROM events WHERE event = 'session_opened'": [[188]],
    """SELECT count(*) FROM records WHERE level = 'info' AND ejabberd.parse_event(message, module, '23.01').event
       = 'session_opened'""": [[188]],
}


def python_of(root, version) -> pathlib.Path:
    """The Python of a virtual environment with that pyspark, which is made once."""
    script = '. "$0/bin/lib/environment.sh" && spark_environment "$0" "$1"'
    run = subprocess.run(["bash", "-euc", script, root, version], stdout=subprocess.PIPE, text=True, check=True)
    return pathlib.Path(run.stdout.strip()) / "bin/python"


def home_of(python) -> str:
    where = "import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)"
    return subprocess.run([python, "-c", where], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module", params=VERSIONS)
def python(request, root) -> pathlib.Path:
    return python_of(root, request.param)


def test_the_release_takes_it_and_makes_the_same_rows(root, hangup, release, sample, python, tmp_path):
    """Unpacked, without a Spark of its own: by way of that version's spark-submit, where capitals are Turkish ones."""
    output = tmp_path / "tables"
    launcher = release / "bin/hangup"
    turkish = {"HANGUP_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -Duser.language=tr -Duser.country=TR"}
    run = hangup("analyze", "--input", root / "data", "--output", output, launcher=launcher, SPARK_HOME=home_of(python), **turkish)
    assert run.returncode == 0, run.stdout + run.stderr
    assert comparable(output) == comparable(sample)
    # the settings of its log were found, though there is a blank in their path: Spark has nothing to say
    assert not re.search(r"\b(INFO|WARN) ", run.stderr), run.stderr


def test_the_functions_and_the_reader_in_its_pyspark(root, python):
    run = subprocess.run(
        [python, root / "jobs/src/test/python/ask_spark.py", root / "jobs/target/hangup.jar", root / "data/ejabberd-23.01-info/logs"],
        env={name: value for name, value in os.environ.items() if name != "SPARK_HOME"},
        input=json.dumps(list(ANSWERS)),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["version"] in VERSIONS
    assert dict(zip(ANSWERS, told["answers"])) == ANSWERS

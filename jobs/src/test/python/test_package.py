"""The release, as people unpack it. That it runs where a Spark is: test_spark_versions.py."""

import os
import re
import shutil
import subprocess
import zipfile


def test_it_holds_what_people_need(release):
    files = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()}
    assert files >= {
        "bin/hangup",
        "lib/hangup.jar",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "THIRD-PARTY.txt",
        "Dockerfile",
        "docs/tables.md",
        "notebooks/01-overview.ipynb",
        "share/man/man1/hangup.1",
        "share/bash-completion/completions/hangup",
        "share/zsh/site-functions/_hangup",
        "share/systemd/hangup.service",
        "share/systemd/hangup.timer",
    }
    assert not [path for path in files if path.endswith((".java", ".class"))]


def test_without_a_spark_it_says_what_to_do(release, hangup):
    java = os.path.dirname(shutil.which("java"))
    run = hangup("--help", launcher=release / "bin/hangup", SPARK_HOME="", PATH=f"{java}:/usr/bin:/bin")
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1 and "release with Spark" in run.stderr


def test_completion_knows_commands_and_options(release):
    script = release / "share/bash-completion/completions/hangup"
    ask = f'. "{script}"; COMP_WORDS=(hangup analyze --z); COMP_CWORD=2; _complete_hangup; echo "${{COMPREPLY[@]}}"'
    told = subprocess.run(["bash", "-c", ask], capture_output=True, text=True)
    assert told.stdout.split() == ["--zone"], told.stderr


def test_licences_of_what_is_in_the_jar(release):
    with zipfile.ZipFile(release / "lib/hangup.jar") as jar:
        names = jar.namelist()
        third = jar.read("META-INF/THIRD-PARTY.txt").decode()
        assert b"Apache License" in jar.read("META-INF/LICENSE")
    shaded = {m.group() for name in names if (m := re.match(r"org/hangup/shaded/\w+", name))}
    assert shaded
    assert {package for package in shaded if f"package {package.replace('/', '.')}\n" not in third} == set()
    strangers = [name for name in names if not name.startswith(("org/hangup/", "META-INF/")) and name not in ("org/",)]
    assert strangers == []

# What bin/hangup, bin/test and bench/run share. To be sourced; every function takes the project's folder as $1.

say() {
  echo "hangup: $*" >&2
}

jar_of() {
  local jar
  for jar in "$1"/jobs/target/hangup.jar; do
    [[ -f $jar ]] && echo "$jar"
  done
}

# True if the application jar, or what belongs to it, is missing or older than a source it is made of.
build_is_stale() {
  local root=$1 jar
  jar=$(jar_of "$root")
  [[ -n $jar && -s $root/jobs/target/classpath.txt && -s $root/jobs/target/jvm.options ]] || return 0
  [[ -d $root/jobs/src ]] || return 1
  [[ -n $(find "$root/pom.xml" "$root"/{udfs,jobs,bench}/pom.xml "$root"/{udfs,jobs}/src/main "$root"/bench/src/main \
    -newer "$jar" -type f -print -quit) ]]
}

# The class path file names jars of the local Maven repository, which may have been emptied since.
class_path_is_whole() {
  local jars jar
  IFS=: read -r -a jars < "$1/jobs/target/classpath.txt" || true
  for jar in "${jars[@]}"; do
    [[ -f $jar ]] || return 1
  done
}

need() {
  command -v "$1" > /dev/null || {
    say "$1 is needed and not on the PATH: $2"
    exit 1
  }
}

build_if_needed() {
  local root=$1
  if build_is_stale "$root" || ! class_path_is_whole "$root"; then
    need java "install a JDK 17, e.g. apt-get install openjdk-17-jdk-headless"
    need mvn "install Maven 3.8 or later, e.g. apt-get install maven"
    say "building (the first time takes some minutes, most of them downloads) ..."
    (cd "$root" && mvn -q -B -ntp -DskipTests -Dspotless.check.skip=true package >&2) || {
      say "the build failed; its messages are above"
      exit 1
    }
    # Maven leaves a jar alone whose content did not change, and it would stay older than its sources.
    touch "$root/jobs/target/hangup.jar"
  fi
  [[ -n ${HANGUP_TRAINING:-} ]] || make_archive "$root"
}

# A class data archive: the classes that a run needs, loaded and checked once, so that each start takes half the processor time.
# Only a help to the embedded Spark: without it all works, more slowly.
make_archive() {
  local root=$1 logs=$1/data/ejabberd-23.01-info archive=$1/jobs/target/hangup.jsa out
  [[ -d $logs && ! $archive -nt $root/jobs/target/hangup.jar ]] || return 0
  say "preparing fast starts ..."
  out=$(mktemp -d)
  rm -f "$archive" "$root/jobs/target/explain.jsa"
  HANGUP_SPARK=embedded HANGUP_JAVA_OPTIONS="-XX:ArchiveClassesAtExit=$archive -Xlog:disable" HANGUP_TRAINING=1 \
    "$root/bin/hangup" analyze --input "$logs" --output "$out/tables" > "$out/log" 2>&1 || true
  # `explain` reads Parquet by other classes, and has no time to load them.
  HANGUP_JAVA_OPTIONS="-XX:ArchiveClassesAtExit=$root/jobs/target/explain.jsa -Xlog:disable" HANGUP_TRAINING=1 \
    "$root/bin/hangup" explain --user user14 --output "$out/tables" --input "$logs" > "$out/log" 2>&1 || true
  rm -rf "$out"
  [[ -f $archive ]] || say "no class data archive could be made; starts take some seconds longer"
}

# The pinned Python packages in .venv; made anew when requirements.txt changed.
python_environment() {
  local root=$1 stamp=$1/.venv/requirements.txt
  if ! cmp -s "$root/requirements.txt" "$stamp"; then
    need python3 "install Python 3.11 or later with venv, e.g. apt-get install python3-venv"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
      say "Python 3.11 or later is needed, this is $(python3 --version)"
      exit 1
    }
    say "installing the Python packages of requirements.txt into .venv ..."
    rm -rf "$root/.venv"
    python3 -m venv "$root/.venv"
    "$root/.venv/bin/pip" install --quiet --disable-pip-version-check -r "$root/requirements.txt" >&2
    cp "$root/requirements.txt" "$stamp"
  fi
}

# A virtual environment of that version of pyspark alone, made once; prints its folder.
spark_environment() {
  local folder=$1/.venv-spark-$2
  if [[ ! -f $folder/complete ]]; then
    say "installing pyspark $2 into ${folder##*/} ..."
    rm -rf "$folder"
    python3 -m venv "$folder" >&2
    "$folder/bin/pip" install --quiet --disable-pip-version-check "pyspark==$2" >&2
    touch "$folder/complete"
  fi
  echo "$folder"
}

java_command() {
  if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
    echo "$JAVA_HOME/bin/java"
  else
    need java "install a Java 17 or 21, e.g. apt-get install openjdk-17-jre-headless"
    command -v java
  fi
}

# The launcher's verb `bench`: fetches and builds the contenders, then hands over to bench/src. Sourced by ./gateway.
# A contender that cannot be had is left out and named, so nothing here ends the run.

wildfly=$(sed -n 's:.*<wildfly.version>\(.*\)</.*:\1:p' "$root/pom.xml")
bench=$root/target/bench

verb_bench() {
    port=0
    prepare
    if [[ ${1:-} == --micro ]]; then
        micro "${@:2}"
        return
    fi
    build
    fetch_server
    mkdir -p "$bench/classes"
    "$JAVA_HOME/bin/javac" --release 17 -d "$bench/classes" "$root"/bench/src/lakehouse/bench/*.java ||
        die "The benchmark does not compile; the reason is above."
    fetch_wildfly || warn "WildFly could not be fetched; the reason is above."
    build_spring_cloud_gateway || warn "Spring Cloud Gateway could not be built; the reason is above."
    install_portkey || warn "Portkey could not be installed; the reason is above."
    allow_many_sockets
    "$JAVA_HOME/bin/java" -Xmx512m "-Dbench.root=$root" "-Dbench.payara-micro=$jar" "-Dbench.wildfly-version=$wildfly" \
        -cp "$bench/classes" lakehouse.bench.Bench "$@" 9>&- &
    running+=($!)
    wait $!
}

# The micro-benchmarks use the fixtures of the tests. What follows --micro goes to JMH.
micro() {
    local classpath=$bench/micro.classpath classes=$bench/micro
    say "Building the micro-benchmarks."
    maven -Pmicro -Dspotless.check.skip test-compile "$dependency_plugin:build-classpath" -DincludeScope=test \
        "-Dmdep.outputFile=$classpath"
    mkdir -p "$classes"
    find "$root/bench/micro" -name '*.java' -print0 |
        xargs -0 "$JAVA_HOME/bin/javac" --release 17 -processor org.openjdk.jmh.generators.BenchmarkProcessor -d "$classes" \
            -cp "$root/target/test-classes:$root/target/classes:$(<"$classpath")" ||
        die "The micro-benchmarks do not compile; the reason is above."
    "$JAVA_HOME/bin/java" -cp "$classes:$root/target/test-classes:$root/target/classes:$(<"$classpath")" \
        org.openjdk.jmh.Main -prof gc "$@" 9>&- &
    running+=($!)
    wait $!
}

fetch_wildfly() {
    [[ -d $bench/wildfly-$wildfly ]] && return
    say "Fetching WildFly (about 250 MB)."
    try_maven "$dependency_plugin:unpack" "-Dartifact=org.wildfly:wildfly-dist:$wildfly:zip" "-DoutputDirectory=$bench" \
        -Dproject.basedir="$root"
}

build_spring_cloud_gateway() {
    local sources=$root/bench/spring-cloud-gateway proxy=$bench/spring-cloud-gateway/proxy.jar
    [[ -f $proxy && -z $(find "$sources" -newer "$proxy" -print -quit) ]] && return
    say "Building Spring Cloud Gateway as a plain proxy."
    try_maven -f "$sources/pom.xml" package && touch "$proxy"
}

install_portkey() {
    local folder=$bench/portkey
    [[ -d $folder/node_modules/@portkey-ai/gateway && ! $root/bench/portkey/package.json -nt $folder/package.json ]] && return
    if ! command -v npm >/dev/null; then
        echo "npm is not installed: apt-get install nodejs npm" >&2
        return 1
    fi
    say "Installing Portkey from npm."
    mkdir -p "$folder"
    cp "$root/bench/portkey/package.json" "$folder/"
    (cd "$folder" && npm install --no-audit --no-fund >"$tmp/npm.log" 2>&1 </dev/null) 9>&- || {
        tail -n 20 "$tmp/npm.log" >&2
        rm -f "$folder/package.json"
        return 1
    }
}

# 4,000 streams are 8,000 sockets of a proxy.
allow_many_sockets() {
    local hard
    hard=$(ulimit -Hn)
    if [[ $hard != unlimited ]] && ((hard < 10000)); then
        warn "At most $hard files may be open, which is too few for 4,000 streams: raise the limit (ulimit -Hn)."
    fi
    ulimit -n "$hard"
}

warn() { echo "gateway bench: $*" >&2; }

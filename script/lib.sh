# Shared by the scripts: where we are, and how a step is said.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$(pwd)
began=$(date +%s)
step() { printf '[%4ds] %s\n' "$(($(date +%s) - began))" "$*" >&2; }
run() {  # says what failed and shows the end of its words
    local log; log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        echo "failed: $*" >&2; tail -n 60 "$log" >&2; rm -f "$log"; exit 1
    fi
    rm -f "$log"
}
# One build's objects serve the others and the next clone: what differs is only where the folder lies.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$ROOT} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-1}
# Two compilers at once at most, fewer where there is one core.
JOBS=${JOBS:-$(nproc)}
[ "$JOBS" -le 2 ] || JOBS=$((JOBS > 8 ? 8 : JOBS))
configure_and_build() {  # preset, targets...
    local preset=$1; shift
    if [ ! -f "build/$preset/build.ninja" ]; then
        step "configure ($preset)"
        run cmake --preset "$preset"
    fi
    step "build ($preset)"
    local log=build/$preset/build.log  # all that was said; on the screen only how far it is, and what went wrong
    if ! cmake --build "build/$preset" -j "$JOBS" ${1:+--target "$@"} 2>&1 | tee "$log" | { grep -E '^\[[0-9]*0/' || true; } >&2; then
        awk '/^FAILED/{on=1} /^\[[0-9]+\/[0-9]+\]/{on=0} on' "$log" | cut -c1-400 | head -n 80 >&2
        echo "the build failed; all that it said: $log" >&2
        exit 1
    fi
}

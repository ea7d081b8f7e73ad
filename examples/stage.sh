# Sourced by the run scripts of the examples: a private network namespace to play in, and an end
# for everything that was started there. Nothing on the machine outside of it is touched.
#
#   need redis-server socat       peers that must be installed; exit 77 when one is missing
#   enter 60 "$@"                 runs the rest of the script in a namespace, 60 s at most
#   address 10.0.0.1 10.0.0.2     gives the namespace these addresses
#   start NAME COMMAND...         starts a peer; its output goes to $dir/NAME.out
#   stop NAME [SIGNAL]            ends it by its process id (${pids[NAME]}) and waits for its end
#   wait_for SECONDS WHAT COMMAND...   repeats COMMAND until it succeeds, or fails with WHAT
#   say TEXT, fail TEXT, now_ms   prints; prints and ends with 1; a clock in milliseconds
#
# All limits are for a machine with nothing else to do; JHAPROXY_PATIENCE multiplies them.

export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
program=${JHAPROXY:-$here/../../bin/jhaproxy}
patience=${JHAPROXY_PATIENCE:-1}
declare -A pids=()
at_failure=() # functions that tell more when the script fails
at_end=() # functions for the very end, when nothing that was started lives any more

say() { printf '%s\n' "$*"; }
now_ms() { echo "$((${EPOCHREALTIME/./} / 1000))"; }

fail() {
  say "FAILED: $*"
  local file
  for file in "${at_failure[@]}"; do "$file"; done
  for file in "$dir"/jhaproxy*.out; do
    [[ -s $file ]] && tail -n 25 "$file" | sed "s|^|  ${file##*/}: |"
  done
  exit 1
}

need() {
  local missing=() command
  for command in ip timeout "$@"; do
    command -v "$command" >/dev/null || missing+=("$command")
  done
  ((EUID == 0)) || missing+=("root")
  [[ -x $program ]] || missing+=("$program")
  if ((${#missing[@]} > 0)); then
    say "SKIPPED, missing here: ${missing[*]}"
    exit 77
  fi
}

# First call: makes the namespace, runs this script again in it, removes the namespace, exits.
# Second call, inside: makes the directory for files and the trap that ends the peers.
enter() {
  local seconds=$1
  shift
  if [[ -z ${JHAPROXY_EXAMPLE_NAMESPACE:-} ]]; then
    "$program" -v >/dev/null || exit 1 # outside, where a build finds the network
    outside "$seconds" "$@"
  fi
  dir=$(mktemp -d "/tmp/$JHAPROXY_EXAMPLE_NAMESPACE.XXXXXX")
  chmod 755 "$dir"
  trap leave EXIT
  trap 'exit 143' INT TERM
  ip link set lo up
}

outside() {
  local seconds=$(($1 * patience)) status=0 child
  shift
  export JHAPROXY_EXAMPLE_NAMESPACE=jhaproxy-example-$$
  ip netns add "$JHAPROXY_EXAMPLE_NAMESPACE" || exit 77
  timeout -k 5 "$seconds" ip netns exec "$JHAPROXY_EXAMPLE_NAMESPACE" "$here/${0##*/}" "$@" &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null' INT TERM
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    status=$?
  done
  ((status == 124)) && say "FAILED: not done within $seconds s"
  local left
  left=$(ip netns pids "$JHAPROXY_EXAMPLE_NAMESPACE")
  if [[ -n $left ]]; then
    say "FAILED: still running in the namespace, ended now: $(ps -o pid=,args= $left)"
    kill -KILL $left
    status=1
  fi
  ip netns del "$JHAPROXY_EXAMPLE_NAMESPACE"
  exit "$status"
}

# Processes of the namespace that are no part of this script.
others() {
  local id
  for id in $(ip netns pids "$JHAPROXY_EXAMPLE_NAMESPACE"); do
    [[ $(ps -o args= -p "$id") == *"$here/${0##*/}"* ]] || ! kill -0 "$id" 2>/dev/null || echo "$id"
  done
}

leave() {
  local status=$? name
  trap - EXIT
  for name in "${!pids[@]}"; do
    case $name in
      node-*) kill -KILL "${pids[$name]}" 2>/dev/null ;; # a machine has no use for TERM
      *) kill -TERM "${pids[$name]}" 2>/dev/null ;;
    esac
  done
  # Copies of socat that serve one connection live on after their parent: they are ours too.
  kill -TERM $(others) 2>/dev/null
  wait
  local tries=0 # daemons are nobody's children
  while ((tries++ < 100)) && [[ -n $(others) ]]; do sleep 0.05; done
  for name in "${at_end[@]}"; do "$name"; done
  rm -rf "$dir"
  exit "$status"
}

address() {
  local each
  for each in "$@"; do ip addr add "$each/32" dev lo; done
}

start() {
  local name=$1
  shift
  "$@" >>"$dir/$name.out" 2>&1 </dev/null &
  pids[$name]=$!
}

stop() {
  kill "-${2:-TERM}" "${pids[$1]}"
  wait "${pids[$1]}" 2>/dev/null
  unset "pids[$1]"
}

wait_for() {
  local seconds=$(($1 * patience)) what=$2 end=$(($(now_ms) + $1 * patience * 1000))
  shift 2
  until "$@" >/dev/null 2>&1; do
    (($(now_ms) < end)) || fail "$what: not within $seconds s"
    sleep 0.05
  done
}

# Processor time of a peer so far, in milliseconds.
cpu_ms() {
  local fields
  read -r -a fields < <(sed 's/.*) //' "/proc/${pids[$1]}/stat")
  echo $(((fields[11] + fields[12]) * 1000 / $(getconf CLK_TCK)))
}

# Open descriptors of a peer: the least of ten looks, as health checks come and go.
descriptors() {
  local least=999999 count i
  for i in {1..10}; do
    count=$(ls "/proc/${pids[$1]}/fd" | wc -l)
    ((count < least)) && least=$count
    sleep 0.05
  done
  echo "$least"
}

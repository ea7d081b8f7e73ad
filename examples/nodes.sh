# Sourced after stage.sh by the examples that need several machines: nodes with a network, a process
# table, a host name and a /run of their own, joined by bridges in the stage's namespace.
#
#   segment br1                      makes a bridge
#   node NAME [COMMAND...]           boots a node; COMMAND is its process 1, if there is one
#   wire NAME eth1 br1 ADDRESS/LEN   gives a node an interface on a bridge
#   on NAME COMMAND...               runs a command there
#   start_on NAME PEER COMMAND...    starts a peer there; output in $dir/PEER.out
#   power_off NAME                   ends a node at once, with all that runs on it
#   cable NAME eth1 up|down          plugs or pulls the cable at the bridge's end

declare -A inner=()

segment() { ip link add "$1" type bridge && ip link set "$1" up; }

node() {
  start "node-$1" unshare --net --mount --uts --ipc --cgroup --pid --fork --kill-child --mount-proc bash -c '
    hostname "$0"
    mount -t tmpfs -o mode=755 none /run
    ip link set lo up
    (($# == 0)) || exec "$@"
    while :; do sleep 1 & wait; done # process 1: ends of orphans are noticed here' "$@"
  disown "${pids[node-$1]}" # its end is no news
  booted() { inner[$1]=$(pgrep -P "${pids[node-$1]}") && [[ $(on "$1" hostname) == "$1" ]]; }
  wait_for 5 "node $1 boots" booted "$1"
  booted "$1"
}

on() {
  local name=$1
  shift
  nsenter -t "${inner[$name]}" -n -m -u -i -p -C -- "$@"
}

start_on() {
  local name=$1 peer=$2
  shift 2
  start "$peer" nsenter -t "${inner[$name]}" -n -m -u -i -p -C -- "$@"
  disown "${pids[$peer]}" # it may end with its node
}

# The bridge's end of an interface: a name of at most 15 letters.
port_of() { # NAME INTERFACE
  local length=$((14 - ${#2}))
  ((${#1} > length)) || length=${#1}
  echo "${1: -$length}-$2"
}

wire() { # NAME INTERFACE BRIDGE ADDRESS
  local port
  port=$(port_of "$1" "$2")
  ip link add "$port" type veth peer name "$2" netns "${inner[$1]}"
  ip link set "$port" master "$3" up
  on "$1" ip addr add "$4" dev "$2"
  on "$1" ip link set "$2" up
}

cable() { ip link set "$(port_of "$1" "$2")" "$3"; }

power_off() {
  kill -KILL "${pids[node-$1]}"
  is_off() { ! kill -0 "${pids[node-$1]}"; }
  wait_for 5 "node $1 goes off" is_off "$1"
  unset "pids[node-$1]" "inner[$1]"
}

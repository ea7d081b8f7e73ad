# Sourced after nodes.sh by what needs whole machines: nodes with disks, devices and packages of their
# own, and if wanted with a real systemd as process 1.
#
#   need_package                     exit 77 where the package of jhaproxy is neither built nor installed
#   machine NAME [systemd]           boots a node with the package installed
#   put NAME PATH [MODE]             writes standard input to a file of its disk
#
# What a machine writes to /etc, /usr, /var, /dev and /tmp lies in memory and goes with it.

# What is installed in the machines; nothing where this machine has the package.
package=
need_package() {
  [[ ! -x /usr/sbin/jhaproxy ]] || return 0
  package=$(readlink -f "$(dirname "$(readlink -f "$program")")/../../package/root")
  [[ -x $package/usr/sbin/jhaproxy ]] && return 0
  say "SKIPPED, missing here: the package (mvn package)"
  exit 77
}

machine() { # NAME [systemd]
  local group=$JHAPROXY_EXAMPLE_NAMESPACE-$1
  mkdir -p "$dir/$1"
  node "$1" env "dir=$dir" "package=$package" "machine=$1" "with=${2:-}" "group=$group" \
    bash "$(dirname "${BASH_SOURCE[0]}")/machine-init"
  ready() { on "$1" test -e /run/machine-ready; }
  wait_for 20 "machine $1 is up" ready "$1"
}

# The control groups of machines with systemd do not go with their processes.
remove_groups() {
  mkdir -p "$dir/groups"
  mount -t cgroup2 none "$dir/groups" || return
  local group
  for group in "$dir/groups$(sed -n 's|^0::/*||p' /proc/self/cgroup)/$JHAPROXY_EXAMPLE_NAMESPACE"-*; do
    [[ ! -d $group ]] || find "$group" -depth -type d -exec rmdir {} +
  done
  umount "$dir/groups"
}
at_end+=(remove_groups)

put() { on "$1" bash -c 'mkdir -p "$(dirname "$0")" && cat >"$0" && chmod "$1" "$0"' "$2" "${3:-644}"; }

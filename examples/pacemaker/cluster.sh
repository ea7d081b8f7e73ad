# The cluster of this example: machines with corosync and Pacemaker, its resources, looks at its state.
# Sourced by run, which sets kind: ocf, lsb or systemd.

tell_more() {
  local name
  for name in "${!inner[@]}"; do
    show "$name"
    on "$name" grep -E 'warning|error' /var/log/pacemaker/pacemaker.log | tail -n 15 | sed "s/^/  $name: /"
  done
}
at_failure+=(tell_more)

# What the resources HAPROXY and MEMCACHED are.
agents() {
  case $kind in
    ocf) echo ocf:jhaproxy:haproxy lsb:memcached ;;
    lsb) echo lsb:haproxy lsb:memcached ;;
    systemd) echo systemd:haproxy systemd:memcached ;;
    *) fail "neither ocf, lsb nor systemd: $kind" ;;
  esac
}

boot() { # NAME NUMBER: the machine, and the cluster's two daemons on it
  local name=$1
  machine "$name" "${kind/#[ol]*/}"
  wire "$name" eth0 public "61.100.0.1$2/24"
  wire "$name" eth1 private "172.24.0.1$2/24"
  wire "$name" eth2 heart "192.168.200.23$2/24"
  put "$name" /etc/hosts <"$here/hosts"
  put "$name" /etc/corosync/corosync.conf <"$here/corosync.conf"
  put "$name" /etc/haproxy/haproxy.cfg <"$here/haproxy.cfg"
  printf -- '-m 64\n-p 11211\n-u memcache\n-l 0.0.0.0\n-P /var/run/memcached/memcached.pid\n-d\n' |
    put "$name" /etc/memcached.conf
  # Where the names are to be those of the C program: our script and unit under its name.
  on "$name" ln -sf jhaproxy /etc/init.d/haproxy
  on "$name" ln -sf /lib/systemd/system/jhaproxy.service /etc/systemd/system/haproxy.service
  # Before the first election; Pacemaker's default of 20 s is for slow switches.
  put "$name" /var/lib/pacemaker/cib/cib.xml 600 <"$here/cib.xml"
  on "$name" chown hacluster:haclient /var/lib/pacemaker/cib/cib.xml
  if [[ $kind == systemd ]]; then
    on "$name" systemctl daemon-reload
    on "$name" systemctl start --no-block corosync pacemaker
  else
    start_on "$name" "corosync-$name" corosync -f
    joined() { on "$1" corosync-cfgtool -s; }
    wait_for 10 "corosync on $name" joined "$name"
    start_on "$name" "pacemaker-$name" pacemakerd -f
  fi
}

await_online() { # NAME...: as the first sees it
  local seen=$1
  online() { [[ $(on "$seen" crm_mon -1 | grep -c "Online:.* $1 ") == 1 ]]; }
  for name; do wait_for 40 "$name is online" online "$name"; done
}

# The document's commands, into a file that becomes the cluster's configuration at once: one live
# command after the other starts HAPROXY on the machine without the addresses first.
configure() { # NAME
  local proxy sessions line
  read -r proxy sessions < <(agents)
  sed "s/@HAPROXY@/$proxy/; s/@MEMCACHED@/$sessions/" "$here/commands" >"$dir/commands"
  on "$1" bash -ec '
    cd /run && pcs cluster cib wanted.xml && cp wanted.xml before.xml
    while read -r line; do pcs -f wanted.xml $line; done < <(grep -v "^#" "$0")
    pcs cluster cib-push wanted.xml diff-against=before.xml' "$dir/commands" >"$dir/pcs.out" 2>&1 ||
    fail "pcs: $(<"$dir/pcs.out")"
  grep -v '^#' "$dir/commands" | sed 's/^/  pcs /'
}

state() { on "$1" crm_mon -1 --inactive --show-detail 2>/dev/null; }

# The resource's lines are "  * NAME<tab>(AGENT):<tab> Started NODE".
started() { # NAME: "RESOURCE NODE" for each resource that runs, as the node sees it
  on "$1" crm_mon -1 --inactive 2>/dev/null | awk '$1 == "*" && $4 == "Started" && NF == 5 { print $2, $5 }'
}
all_on() { # NAME...: all four run on one of these
  local where
  where=$(started "$1" | awk '{ n++; on[$2] = 1 } END { for (i in on) k++; if (n == 4 && k == 1) print $2 }')
  [[ -n $where && " $* " == *" $where "* ]]
}
# No transition is under way and all four run there.
settled() { all_on "$1" && on "$1" crm_resource --wait --timeout=1; }
owner_of() { # RESOURCE
  local name
  for name in haproxy-master haproxy-slave; do
    [[ -z ${inner[$name]:-} ]] || { started "$name" | awk -v r="$1" '$1 == r { print $2 }' && return; }
  done
}
other_than() { [[ $1 == haproxy-master ]] && echo haproxy-slave || echo haproxy-master; }

show() { on "$1" crm_mon -1 --inactive 2>/dev/null | sed -n '/Node List/,$p' | grep .; }

# The order of the starts in Pacemaker's own log.
started_on() { # NAME
  on "$1" sed -n 's/.*Result of start operation for \([A-Z-]*\) on '"$1"': ok.*/\1/p' /var/log/pacemaker/pacemaker.log |
    awk '!seen[$0]++' | paste -sd ' '
}

kill_proxy() { # NAME
  on "$1" bash -c 'for id in $(pgrep -x haproxy); do kill -KILL "$id"; done'
}

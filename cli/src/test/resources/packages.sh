#!/bin/bash
# Installs the .deb on this machine as seen through an overlay, in mount, network and process
# namespaces of its own, drives both programs by their init scripts, and takes it away again.
#
#   unshare -mnpf packages.sh DEB FOLDER
set -eu
deb=$(readlink -f "$1") folder=$2
mount --make-rprivate /
mkdir -p "$folder"
mount -t tmpfs none "$folder"
mkdir "$folder"/{upper,work,all}
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/all"
cp "$deb" "$folder/all/jhaproxy.deb"
mount -t proc none "$folder/all/proc"
mount --rbind /dev "$folder/all/dev"
mount -t tmpfs none "$folder/all/run"
cat >"$folder/all/steps" <<'STEPS'
step() { # WHAT COMMAND...
  local what=$1
  shift
  "$@" >/said 2>&1 </dev/null
  echo "$what -> $?"
}
served() {
  local i answer
  for ((i = 0; i < 100; i++)); do
    answer=$(curl -s -m 2 http://127.0.0.1:8080/)
    [ "$answer" != "$1" ] || break
    sleep 0.1
  done
  echo "served: $answer"
}
page() {
  printf 'global\n\tchroot /var/lib/haproxy\n\tuser haproxy\n\tgroup haproxy\ndefaults\n\tmode http\n\ttimeout client 5s\n\ttimeout server 5s\n\ttimeout connect 5s\nfrontend page\n\tbind 127.0.0.1:8080\n\thttp-request return status 200 content-type text/plain string "%s\n' \
    "$1" >/etc/haproxy/haproxy.cfg
}
ip link set lo up
ip link add one type veth peer name other
ip link set one up && ip link set other up
ip addr add 192.0.2.1/24 dev one
mkdir -p /etc/keepalived
printf 'vrrp_instance VI_1 {\n state MASTER\n interface one\n virtual_router_id 51\n priority 100\n virtual_ipaddress {\n 192.0.2.100/24\n }\n}\n' \
  >/etc/keepalived/keepalived.conf
step "dpkg install" dpkg -i --force-depends /jhaproxy.deb
cd /usr/share/man
for name in man1/jhaproxy.1 man8/jhaproxy.8 man8/jkeepalived.8 man5/jhaproxy.cfg.5; do
  LC_ALL=C.UTF-8 man --warnings -l "$name.gz" >/read 2>/warned
  echo "man $name -> $?, $(wc -l </warned) warnings$(grep -q -e ' -W' -e '--vrrp' -e 'use-server' /read && echo ', readable')"
done
cd /
page 'one"'
for action in status checkconfig start status; do step "jhaproxy $action" /etc/init.d/jhaproxy $action; done
served one
pid=$(cat /run/haproxy.pid)
page 'two"'
step "jhaproxy reload" /etc/init.d/jhaproxy reload
served two
[ "$(cat /run/haproxy.pid)" = "$pid" ] && kill -0 "$pid" && echo "same process"
page 'bad'
step "jhaproxy checkconfig" /etc/init.d/jhaproxy checkconfig
step "jhaproxy reload" /etc/init.d/jhaproxy reload
served two
page 'three"'
step "jhaproxy restart" /etc/init.d/jhaproxy restart
served three
kill -KILL "$(cat /run/haproxy.pid)"
sleep 0.2
for action in status stop status; do step "jhaproxy $action" /etc/init.d/jhaproxy $action; done
for action in start status reload; do step "jkeepalived $action" /etc/init.d/jkeepalived $action; done
for ((i = 0; i < 150; i++)); do ip addr show dev one | grep -q 192.0.2.100 && break; sleep 0.1; done
ip addr show dev one | grep -c 192.0.2.100
for action in stop status; do step "jkeepalived $action" /etc/init.d/jkeepalived $action; done
agent=/usr/lib/ocf/resource.d/jhaproxy/haproxy
export OCF_RESKEY_pidfile=/run/ocf.pid
for action in monitor validate-all start monitor reload stop monitor meta-data; do step "agent $action" $agent $action; done
jhaproxy-switch status
step "switch on" jhaproxy-switch on
jhaproxy-switch status
haproxy -v | head -1 | grep -c jhaproxy
step "haproxy start" /etc/init.d/haproxy start
served three
step "haproxy stop" /etc/init.d/haproxy stop
step "dpkg remove" dpkg -r jhaproxy
haproxy -v | grep -c deb12
ls /usr/lib/jhaproxy 2>/dev/null | wc -l
STEPS
chroot "$folder/all" bash /steps

#!/bin/bash
# Debian's own init scripts, unmodified, with the programs of an image in place of haproxy and
# keepalived. In mount and network namespaces of its own, which end with it.
#
#   unshare -mn debian-init.sh IMAGE FOLDER
#
# Prints what each step does: "haproxy start -> 0".
set -eu
image=$(readlink -f "$1") folder=$2
mount --make-rprivate /
mkdir -p "$folder"
mount -t tmpfs none "$folder"
mkdir "$folder"/{sbin,real,haproxy,keepalived}
mount --bind /usr/sbin "$folder/real"
for file in "$folder"/real/*; do
  name=${file##*/}
  if [ -L "$file" ]; then cp -a "$file" "$folder/sbin/$name"; else ln -s "$file" "$folder/sbin/$name"; fi
done
ln -sfn "$image/bin/jhaproxy" "$folder/sbin/haproxy"
ln -sfn "$image/bin/jkeepalived" "$folder/sbin/keepalived"
mount --bind "$folder/sbin" /usr/sbin
mount -t tmpfs none /run
mkdir -p /etc/keepalived
cp -a /etc/haproxy/. "$folder/haproxy/"
mount --bind "$folder/haproxy" /etc/haproxy
mount --bind "$folder/keepalived" /etc/keepalived
ip link set lo up
ip link add one type veth peer name other
ip link set one up && ip link set other up
ip addr add 192.0.2.1/24 dev one
set +e

step() {
  "/etc/init.d/$1" "$2" >"$folder/said" 2>&1 </dev/null
  echo "$1 $2 -> $?"
}

# Debian's default configuration (chroot, user, group, stats socket) and one page.
page() {
  printf '\nfrontend page\n\tbind 127.0.0.1:8080\n\thttp-request return status 200 content-type text/plain string "%s\n' \
    "$1" >"$folder/page"
  cat "$folder/default" "$folder/page" >/etc/haproxy/haproxy.cfg
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

gone() {
  local i
  for ((i = 0; i < 100; i++)); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -0 "$1" 2>/dev/null && echo "still there" || echo "gone"
}

address() {
  local i found
  for ((i = 0; i < 150; i++)); do
    found=$(ip -4 addr show dev one | grep -c 192.0.2.100)
    [ "$found" != "$1" ] || break
    sleep 0.1
  done
  echo "address: $found"
}

cp /etc/haproxy/haproxy.cfg "$folder/default"
page 'one"'
step haproxy status
step haproxy start
step haproxy status
served one
first=$(cat /run/haproxy.pid)
page 'two"'
step haproxy reload
served two
echo "first process: $(gone "$first")"
page 'three'
step haproxy reload
served two
page 'three"'
step haproxy restart
served three
step haproxy stop
step haproxy status

cat >/etc/keepalived/keepalived.conf <<CONF
vrrp_instance VI_1 {
  state MASTER
  interface one
  virtual_router_id 51
  priority 100
  advert_int 1
  virtual_ipaddress {
    192.0.2.100/24
  }
}
CONF
step keepalived start
address 1
step keepalived reload
address 1
step keepalived restart
address 1
step keepalived stop
address 0

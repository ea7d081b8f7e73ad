"""Processes of a benchmark: free ports, web servers, the proxies, and what the kernel counts of them."""

import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def executable(variable, default):
    """The path of a program that an environment variable may name; ends the run if there is none."""
    found = shutil.which(os.environ.get(variable, default))
    if found is None:
        sys.exit("bench: %s is missing" % os.environ.get(variable, default))
    return found


def open_files(wanted=65536):
    """Lets the children open so many files if that is permitted; returns how many they may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
        return wanted
    except (ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return hard


class Lab:
    """A working directory and everything that was started in it; leaving it ends and removes both."""

    def __init__(self):
        self.open_files = open_files()
        self.directory = tempfile.mkdtemp(prefix="jhaproxy-bench.")
        self.children = []
        self.taken = set()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        for child in self.children:
            stop(child)
        shutil.rmtree(self.directory, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.directory, name)

    def write(self, name, text):
        with open(self.path(name), "w") as out:
            out.write(text)
        return self.path(name)

    def port(self):
        """A port that nobody listens on, below the range of outgoing connections."""
        while True:
            port = random.randint(20000, 29999)
            if port in self.taken:
                continue
            with socket.socket() as probe:
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
            self.taken.add(port)
            return port

    def start(self, *command):
        """Starts a program whose output nobody needs; it ends with the lab."""
        log = open(self.path("log.%d" % len(self.children)), "w")
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        child.log = log.name
        log.close()
        self.children.append(child)
        return child


def stop(child):
    """Ends a child, by force after five seconds."""
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def await_port(port, child=None, seconds=30):
    """Waits until a connection to the port succeeds; ends the run if the child ends before."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if child is not None and child.poll() is not None:
                sys.exit("bench: %s ended:\n%s" % (child.args[0], open(child.log).read()))
            time.sleep(0.001)
    sys.exit("bench: nobody listens on port %d" % port)


def cpu_seconds(pid):
    """User and system time that a process has used."""
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def machine_seconds():
    """Time that all processors were not idle."""
    with open("/proc/stat") as stat:
        fields = [int(field) for field in stat.readline().split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS


def rss_kib(pid):
    """Resident memory of a process."""
    with open("/proc/%d/status" % pid) as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


WEB = """worker_processes 1;
daemon off;
master_process off;
pid {dir}/nginx.pid;
error_log {dir}/nginx.log;
worker_rlimit_nofile 65536;
events {{ worker_connections 32768; }}
http {{
  access_log off;
  client_body_temp_path {dir}/t1; proxy_temp_path {dir}/t2; fastcgi_temp_path {dir}/t3;
  uwsgi_temp_path {dir}/t4; scgi_temp_path {dir}/t5;
  keepalive_requests 1000000000;
  keepalive_timeout 600;
  client_header_timeout 600;
  server {{ listen 127.0.0.1:{web} backlog=4096; root {dir}/www; }}
  server {{ listen 127.0.0.1:{close} backlog=4096; root {dir}/www; keepalive_timeout 0; }}
}}
"""

SINK = """import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
s.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    s.recv(65536)
"""


class Peers:
    """The servers behind the proxies, and the syslog server beside them."""

    def __init__(self, lab):
        self.web = lab.port()
        self.web_close = lab.port()
        self.iperf = lab.port()
        self.redis = lab.port()
        self.sink = lab.port()
        os.mkdir(lab.path("www"))
        for name, size in (("1k", 1024), ("100k", 102400)):
            lab.write("www/" + name, "x" * size)
        config = WEB.format(dir=lab.directory, web=self.web, close=self.web_close)
        nginx = executable("NGINX", "nginx")
        await_port(
            self.web,
            lab.start(nginx, "-c", lab.write("nginx.conf", config), "-e", lab.path("nginx.log")),
        )
        iperf = executable("IPERF3", "iperf3")
        lab.start(iperf, "-s", "-B", "127.0.0.1", "-p", str(self.iperf))
        lab.start(sys.executable, "-c", SINK, str(self.sink))
        self.has_redis = bool(shutil.which("redis-server") and shutil.which("redis-benchmark"))
        if self.has_redis:
            await_port(
                self.redis,
                lab.start(
                    *"redis-server --bind 127.0.0.1 --save".split(), "", "--port", str(self.redis)
                ),
            )


class Proxy:
    """A running proxy with one of the benchmark's configurations."""

    def __init__(self, lab, program, config, ports):
        self.ports = ports
        self.child = lab.start(program, "-db", "-f", config)
        for port in ports.values():
            await_port(port, self.child)

    @property
    def pid(self):
        return self.child.pid

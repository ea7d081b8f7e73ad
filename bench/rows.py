"""The rows of the benchmark: what each sends through the proxies, and the configuration for it."""

import os
import re
import subprocess

HEAD = """global
  maxconn {maxconn}
  nbthread {threads}
  stats socket {socket} level admin
defaults
  mode http
  timeout client 600s
  timeout server 600s
  timeout connect 5s
  timeout http-keep-alive 600s
"""

BACKENDS = """
backend web
  server s1 127.0.0.1:{web} check
backend cookie
  cookie SRV insert indirect nocache
  server s1 127.0.0.1:{web} check cookie s1
backend tcp
  mode tcp
  server s1 127.0.0.1:{web} check
backend tcpclose
  mode tcp
  server s1 127.0.0.1:{web_close} check
backend redis
  mode tcp
  server s1 127.0.0.1:{redis}
backend bulk
  mode tcp
  server s1 127.0.0.1:{iperf}
backend splice
  mode tcp
  option splice-auto
  server s1 127.0.0.1:{iperf}
"""

WRK_SCRIPT = """
local delay_ms = tonumber(os.getenv("BENCH_DELAY_MS") or "0")
if delay_ms > 0 then
  function delay() return math.random() * 2 * delay_ms end
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
"""


class Row:
    """One kind of work.

    name      as on the command line
    title     as in the table
    unit      what is counted
    frontend  its lines in the configuration; the port is {port}
    load      what sends it: a method of Loads and its arguments
    target    the most CPU per unit that is aimed at, as a ratio to the reference
    threads   of the proxy
    """

    def __init__(self, name, title, unit, frontend, load, target=1.0, threads=1):
        self.name, self.title, self.unit = name, title, unit
        self.frontend, self.load, self.target, self.threads = frontend, load, target, threads


def http(extra=""):
    return "  bind 127.0.0.1:{port}\n" + extra + "  default_backend web\n"


def tcp(backend):
    return "  mode tcp\n  bind 127.0.0.1:{port}\n  default_backend %s\n" % backend


def rules(count):
    return http(
        "".join("  http-request deny if { path_beg /forbidden/%d }\n" % i for i in range(count))
    )


TRACK = """  stick-table type ip size 100k expire 30s store conn_cur,conn_rate(10s),http_req_rate(10s)
  tcp-request connection track-sc0 src
  http-request deny if { sc_http_req_rate(0) gt 100000000 }
"""
LOG = "  log 127.0.0.1:{sink} local0\n  option httplog\n"
COOKIE = "  bind 127.0.0.1:{port}\n  default_backend cookie\n"
SPLICE = tcp("splice") + "  option splice-auto\n"

ROWS = [
    Row("ka-1k", "HTTP keep-alive, 1 KiB", "requests", http(), ("wrk", "1k"), 0.90),
    Row("ka-100k", "HTTP keep-alive, 100 KiB", "requests", http(), ("wrk", "100k"), 0.75),
    Row("close-1k", "HTTP `option httpclose`, 1 KiB", "requests", http("  option httpclose\n"), ("wrk", "1k")),
    Row("log-1k", "HTTP keep-alive, 1 KiB, `option httplog` to UDP", "requests", http(LOG), ("wrk", "1k")),
    Row("cookie-1k", "HTTP keep-alive, 1 KiB, cookie persistence", "requests", COOKIE, ("wrk", "1k", "Cookie: SRV=s1")),
    Row("track-1k", "HTTP keep-alive, 1 KiB, stick table", "requests", http(TRACK), ("wrk", "1k")),
    Row("acl-1", "HTTP keep-alive, 1 KiB, 1 rule", "requests", rules(1), ("wrk", "1k")),
    Row("acl-10", "HTTP keep-alive, 1 KiB, 10 rules", "requests", rules(10), ("wrk", "1k")),
    Row("acl-100", "HTTP keep-alive, 1 KiB, 100 rules", "requests", rules(100), ("wrk", "1k")),
    Row("acl-1000", "HTTP keep-alive, 1 KiB, 1,000 rules", "requests", rules(1000), ("wrk", "1k")),
    Row("tcp-ka", "TCP, HTTP keep-alive through it, 1 KiB", "requests", tcp("tcp"), ("wrk", "1k"), 0.95),
    Row("tcp-conn", "TCP connections, 1 KiB each", "connections", tcp("tcpclose"), ("wrk", "1k", "Connection: close")),
    Row("redis-p1", "TCP, redis-benchmark GET", "requests", tcp("redis"), ("redis", 1), 0.95),
    Row("redis-p16", "TCP, redis-benchmark GET, pipelines of 16", "requests", tcp("redis"), ("redis", 16), 0.95),
    Row("bulk", "TCP bulk", "MiB", tcp("bulk"), ("iperf",), 0.50),
    Row("bulk-splice", "TCP bulk, `option splice-auto`", "MiB", SPLICE, ("iperf",), 0.50),
    Row("ka-1k-t2", "HTTP keep-alive, 1 KiB, 2 threads", "requests", http(), ("wrk", "1k"), 0.90, 2),
    Row("tcp-conn-t2", "TCP connections, 1 KiB each, 2 threads", "connections", tcp("tcpclose"),
        ("wrk", "1k", "Connection: close"), 1.0, 2),
]

QUICK = ["ka-1k", "ka-100k", "close-1k", "track-1k", "tcp-ka", "tcp-conn", "bulk"]


def head(lab, threads, name):
    """The beginning of a configuration; as many connections as the limit of open files allows."""
    most = min(25000, int(lab.open_files / 2.6))
    return HEAD.format(maxconn=most, threads=threads, socket=lab.path(name + ".sock"))


def configuration(rows, threads, peers, lab, name):
    """Writes the file for the rows of so many threads; returns its path and the rows' ports."""
    ports = {}
    text = head(lab, threads, name)
    for row in rows:
        if row.threads == threads:
            ports[row.name] = lab.port()
            text += "frontend %s\n" % row.name
            text += row.frontend.replace("{port}", str(ports[row.name])).replace("{sink}", str(peers.sink))
    text += BACKENDS.format(**vars(peers))
    return lab.write(name + ".cfg", text), ports


class Result:
    """What a client counted: units, errors, and latencies in microseconds where it knows them."""

    def __init__(self, units, errors=0, latency=None):
        self.units, self.errors, self.latency = units, errors, latency


class Loads:
    """The clients."""

    def __init__(self, lab, seconds, connections):
        self.seconds, self.connections = seconds, connections
        self.script = lab.write("wrk.lua", WRK_SCRIPT)

    def run(self, row, port):
        kind, *arguments = row.load
        return getattr(self, kind)(port, *arguments)

    def wrk(self, port, path, header=None, seconds=None, connections=None, delay_ms=0):
        seconds = seconds or self.seconds
        command = ["wrk", "-t1", "-c%d" % (connections or self.connections), "-d%ds" % seconds, "-s", self.script]
        if header:
            command += ["-H", header]
        command.append("http://127.0.0.1:%d/%s" % (port, path))
        environment = dict(os.environ, BENCH_DELAY_MS=str(delay_ms))
        out = output(command, seconds + 20, environment)
        found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", out)
        numbers = [int(number) for number in found.groups()] if found else [0, 1, 0, 0, 0]
        return Result(numbers[0], numbers[1], numbers[2:])

    def redis(self, port, pipeline):
        count = 40000 * self.seconds * (4 if pipeline > 1 else 1)
        command = "redis-benchmark -h 127.0.0.1 -p %d -t get -c %d -P %d -n %d --csv"
        out = output((command % (port, self.connections, pipeline, count)).split(), self.seconds * 20)
        found = re.search(r'^"GET",(.*)$', out, re.M)
        if not found:
            return Result(0, 1)
        columns = [float(field.strip('"')) for field in found.group(1).split(",")]
        # requests per second, then average, smallest, p50, p95, p99 and largest latency in ms
        return Result(count, 0, [columns[3] * 1000, columns[5] * 1000, columns[6] * 1000])

    def iperf(self, port):
        command = "iperf3 -c 127.0.0.1 -p %d -t %d -f M" % (port, self.seconds)
        out = output(command.split(), self.seconds + 20)
        found = re.search(r"([\d.]+) (M|G)Bytes.*receiver", out)
        return Result(float(found.group(1)) * (1024 if found.group(2) == "G" else 1)) if found else Result(0, 1)


def output(command, seconds, environment=None):
    """What a command prints; nothing if it does not end in time."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds, env=environment
        )
        return done.stdout
    except subprocess.TimeoutExpired:
        return ""

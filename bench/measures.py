"""Measurements that are no paired rounds of a load: start, memory, first seconds, reload, tails."""

import os
import signal
import socket
import statistics
import subprocess
import time

import lab as labs
import rows as work

# Seconds after which memory that compilers used for a while was given back (TrimNativeHeapInterval).
SETTLING = 12


def median(values):
    return statistics.median(values)


class Measures:
    """Each method returns (title, unit, reference's value, ours), or None where it is not possible."""

    def __init__(self, lab, peers, programs, rounds):
        self.lab, self.peers, self.programs, self.rounds = lab, peers, programs, rounds
        self.notes = []

    def proxy(self, name, wanted, threads=1):
        rows = [row for row in work.ROWS if row.name in wanted]
        config, ports = work.configuration(rows, threads, self.peers, self.lab, name + "-alone")
        return labs.Proxy(self.lab, self.programs[name], config, ports)

    def both(self, measure):
        """The median of interleaved rounds for each program."""
        values = {name: [] for name in self.programs}
        for number in range(self.rounds):
            names = list(self.programs)
            for name in names if number % 2 == 0 else reversed(names):
                values[name].append(measure(name))
        return [median(values[name]) for name in self.programs]

    # -- start

    def startup(self):
        def measure(name):
            rows = [row for row in work.ROWS if row.name == "ka-1k"]
            config, ports = work.configuration(rows, 1, self.peers, self.lab, name + "-start")
            begin = time.monotonic()
            child = self.lab.start(self.programs[name], "-db", "-f", config)
            labs.await_port(ports["ka-1k"], child)
            took = time.monotonic() - begin
            labs.stop(child)
            return took * 1000

        return [("Start to listening", "ms", *self.both(measure))]

    def check(self):
        def measure(name):
            rows = [row for row in work.ROWS if row.name == "ka-1k"]
            config, _ = work.configuration(rows, 1, self.peers, self.lab, name + "-check")
            begin = time.monotonic()
            subprocess.run(
                [self.programs[name], "-c", "-f", config], check=True, capture_output=True
            )
            return (time.monotonic() - begin) * 1000

        return [("`-c` of a small file", "ms", *self.both(measure))]

    # -- memory

    def memory(self):
        """RSS at idle, and what idle connections add, of tunnels and of HTTP."""
        most = min(10000, int(self.lab.open_files / 2.6) - 100)
        if most < 10000:
            self.notes.append("The limit of open files allows %d idle connections only." % most)
        found = {}
        for name in self.programs:
            for row, kind in (("tcp-ka", "TCP"), ("ka-1k", "HTTP")):
                proxy = self.proxy(name, [row])
                time.sleep(2)
                fresh = labs.rss_kib(proxy.pid)
                found.setdefault(("RSS at idle (%s)" % kind, "MiB"), []).append(fresh / 1024)
                # A process that knows its work; what it needed to learn it has time to go.
                work.Loads(self.lab, 5, 32).wrk(proxy.ports[row], "1k")
                time.sleep(SETTLING)
                idle = labs.rss_kib(proxy.pid)
                found.setdefault(("RSS at idle after a load (%s)" % kind, "MiB"), []).append(idle / 1024)
                sockets = []
                for count in (1000, most):
                    self.hold(sockets, proxy.ports[row], count)
                    time.sleep(SETTLING)
                    used = labs.rss_kib(proxy.pid)
                    found.setdefault(("RSS with %s idle %s connections" % (format(count, ","), kind), "MiB"), []).append(
                        used / 1024
                    )
                    per = (used - idle) / count
                    found.setdefault(("of it per connection, %s" % format(count, ","), "KiB, " + kind), []).append(per)
                for each in sockets:
                    each.close()
                labs.stop(proxy.child)
        return [(title, unit, *values) for (title, unit), values in found.items()]

    def hold(self, sockets, port, count):
        """Opens connections that had one answer and now wait, until there are so many."""
        request = b"GET /1k HTTP/1.1\r\nHost: bench\r\n\r\n"
        while len(sockets) < count:
            client = socket.create_connection(("127.0.0.1", port), 10)
            client.sendall(request)
            got = b""
            while not (b"\r\n\r\n" in got and len(got) >= got.index(b"\r\n\r\n") + 4 + 1024):
                part = client.recv(65536)
                if not part:
                    raise OSError("closed after %d connections" % len(sockets))
                got += part
            sockets.append(client)

    # -- first seconds

    def warmup(self):
        """CPU per request in each of the first seconds under load, of a process that just started."""
        curves = {}
        for name in self.programs:
            runs = []
            for _ in range(max(1, self.rounds // 2)):
                runs.append(self.first_seconds(name, 10))
            curves[name] = [median([run[second] for run in runs]) for second in range(10)]
        values = list(curves.values())
        return [
            ("CPU per request in second %d" % (second + 1), "us", values[0][second], values[1][second])
            for second in range(10)
        ]

    def first_seconds(self, name, seconds):
        proxy = self.proxy(name, ["ka-1k"])
        control = self.lab.path(name + "-alone.sock")
        loads = work.Loads(self.lab, seconds, 32)
        command = ["wrk", "-t1", "-c32", "-d%ds" % (seconds + 1), "-s", loads.script]
        command.append("http://127.0.0.1:%d/1k" % proxy.ports["ka-1k"])
        wrk = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        points = [(requests(control), labs.cpu_seconds(proxy.pid))]
        begin = time.monotonic()
        for second in range(1, seconds + 1):
            time.sleep(max(0, begin + second - time.monotonic()))
            points.append((requests(control), labs.cpu_seconds(proxy.pid)))
        wrk.wait()
        labs.stop(proxy.child)
        return [
            (after[1] - before[1]) * 1e6 / max(1, after[0] - before[0])
            for before, after in zip(points, points[1:])
        ]

    # -- tails

    def tail(self, seconds):
        """Latencies at half of the rate that the reference reaches, everybody with the same pauses."""
        proxies = {name: self.proxy(name, ["ka-1k"]) for name in self.programs}
        loads = work.Loads(self.lab, 3, 32)
        full = [loads.wrk(proxies[name].ports["ka-1k"], "1k").units / 3 for name in self.programs]
        clients = 64
        delay = clients / (full[0] / 2) * 1000
        results = []
        slice_seconds = 10
        rounds = max(1, seconds // slice_seconds)
        values = {name: [] for name in self.programs}
        for number in range(rounds):
            names = list(self.programs)
            for name in names if number % 2 == 0 else reversed(names):
                port = proxies[name].ports["ka-1k"]
                result = loads.wrk(port, "1k", None, slice_seconds, clients, delay)
                values[name].append((result.units / slice_seconds, *result.latency))
        columns = [[median(column) for column in zip(*values[name])] for name in self.programs]
        for index, title in enumerate(("rate", "p50", "p99", "p99.9")):
            unit = "requests/s" if index == 0 else "us"
            results.append(("Half load, %s" % title, unit, columns[0][index], columns[1][index]))
        for proxy in proxies.values():
            labs.stop(proxy.child)
        return results

    # -- reload

    def reload(self):
        """From the signal until a new connection meets the new configuration."""

        def measure(name):
            port = self.lab.port()
            text = work.head(self.lab, 1, name + "-reload")
            text += "frontend f\n  bind 127.0.0.1:%d\n" % port
            text += "  http-request return status 200 content-type text/plain string %s\n"
            config = self.lab.write(name + "-reload.cfg", text % "first")
            child = self.lab.start(self.programs[name], "-W", "-db", "-f", config)
            labs.await_port(port, child)
            await_answer(port, b"first")
            # A master that is still busy with its first worker loses the signal.
            time.sleep(0.5)
            self.lab.write(name + "-reload.cfg", text % "second")
            begin = time.monotonic()
            child.send_signal(signal.SIGUSR2)
            await_answer(port, b"second")
            took = time.monotonic() - begin
            labs.stop(child)
            return took * 1000

        return [("Reload (USR2) to the first answer of the new file", "ms", *self.both(measure))]


def connect(client, control):
    """The stats socket may be there a moment after the ports."""
    end = time.monotonic() + 10
    while True:
        try:
            client.connect(control)
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def await_answer(port, wanted):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 2) as client:
                client.sendall(b"GET / HTTP/1.0\r\n\r\n")
                got = b""
                while True:
                    part = client.recv(4096)
                    if not part:
                        break
                    got += part
            if got.endswith(wanted):
                return
        except OSError:
            pass
        time.sleep(0.002)
    raise OSError("no answer with %s" % wanted)


def requests(control):
    """Requests that a proxy has counted, of its stats socket."""
    with socket.socket(socket.AF_UNIX) as client:
        connect(client, control)
        client.sendall(b"show info\n")
        text = b""
        while True:
            part = client.recv(65536)
            if not part:
                break
            text += part
    return next(int(line.split(b":")[1]) for line in text.splitlines() if line.startswith(b"CumReq"))

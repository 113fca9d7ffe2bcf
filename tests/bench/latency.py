#!/usr/bin/env python3
"""How long does a whole page take? Asks every query of a file through searchd, and in turn runs other programs over the same queries, in the same minutes.

  latency.py --db DIR --queries FILE [--bin build/release/bin] [--rounds 5] [--param name=value]... [--plus COMMAND]... [--minus COMMAND]...

A page is what the browser asks for: 10 hits, snippets, six facets, histogram (`--param` changes it). A COMMAND prints one line a query that begins with its
time in microseconds and a tab; the sum of those (--plus) less the others (--minus) is what searchd is held against. Of each query the best of the rounds
counts, then percentiles over queries, and the geometric mean of the queries' ratios. Also: CPU of searchd a page, its memory, seconds until it was ready.
The client is one kept-alive connection that parses nothing; what it and the transport cost is printed alone. Python 3.11, no packages.
"""
import argparse, math, os, pathlib, re, shlex, socket, subprocess, time, urllib.parse

TICKS = os.sysconf("SC_CLK_TCK")


class Daemon:
    def __init__(self, program, database):
        self.started = time.monotonic()
        self.process = subprocess.Popen([program, "--db", database, "--port", "0", "--log-level", "error"], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline().strip()).group(1))
        self.ready_after = time.monotonic() - self.started

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, field):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+)", status).group(1)) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Client:
    def __init__(self, port):
        self.port = port
        self.connect()

    def connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def received(self, most):
        data = self.socket.recv(most)
        if not data:
            raise SystemExit("searchd closed the connection")
        return data

    # Milliseconds until the whole reply is there.
    def time(self, path):
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode()
        began = time.perf_counter()
        self.socket.sendall(request)
        reply = self.received(65536)
        while (end := reply.find(b"\r\n\r\n")) < 0:
            reply += self.received(65536)
        left = end + 4 + int(re.search(rb"Content-Length: (\d+)", reply, re.I).group(1)) - len(reply)
        while left > 0:
            left -= len(self.received(min(left, 1 << 20)))
        took = (time.perf_counter() - began) * 1e3
        if not reply.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{path}: {reply[:300]!r}")
        return took


def times_of(command):
    out = subprocess.run(shlex.split(command), capture_output=True, text=True, check=True).stdout
    return [float(line.split("\t")[0]) / 1e3 for line in out.splitlines() if "\t" in line]


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


# The best of each query over rounds, of each column.
def best(rounds):
    return [min(times) for times in zip(*rounds)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--bin", default="build/release/bin")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--param", action="append", default=[])
    parser.add_argument("--plus", action="append", default=[])
    parser.add_argument("--minus", action="append", default=[])
    args = parser.parse_args()
    queries = pathlib.Path(args.queries).read_text(encoding="utf-8").splitlines()
    params = dict(param.split("=", 1) for param in args.param)
    paths = ["/api/v1/search?" + urllib.parse.urlencode({"q": query, **params}) for query in queries]
    daemon = Daemon(f"{args.bin}/searchd", args.db)
    try:
        print(f"ready after {daemon.ready_after:.2f} s and {daemon.cpu_seconds():.2f} CPU s; {daemon.memory('VmRSS'):.0f} MB, at most {daemon.memory('VmHWM'):.0f} MB")
        client = Client(daemon.port)
        print(f"client and transport: p50 {percentile([client.time('/healthz') for _ in range(200)], .5):.3f} ms")
        for path in paths:
            client.time(path)
        commands = args.plus + args.minus
        pages, others = [], [[] for _ in commands]
        cpu = 0
        for _ in range(args.rounds):
            client.connect()  # the other programs may take longer than searchd keeps an idle client
            before = daemon.cpu_seconds()
            pages.append([client.time(path) for path in paths])
            cpu += daemon.cpu_seconds() - before
            for number, command in enumerate(commands):
                others[number].append(times_of(command))
        ours = best(pages)
        beside = [best(rounds) for rounds in others]
        floor = [sum(column[:len(args.plus)]) - sum(column[len(args.plus):]) for column in zip(*beside)] if beside else []
        for share in (.5, .95, .99):
            line = f"p{share * 100:.0f} {percentile(ours, share):.2f} ms"
            print(line + (f" against {percentile(floor, share):.2f}: {percentile(ours, share) / percentile(floor, share):.2f} x" if floor else ""))
        if floor:
            print(f"geometric mean of the ratios {math.exp(sum(math.log(a / b) for a, b in zip(ours, floor)) / len(ours)):.2f}")
        print(f"{cpu / args.rounds / len(paths) * 1e3:.2f} CPU ms a page; {daemon.memory('VmRSS'):.0f} MB, at most {daemon.memory('VmHWM'):.0f} MB")
    finally:
        daemon.stop()


if __name__ == "__main__":
    main()

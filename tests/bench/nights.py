#!/usr/bin/env python3
"""What does a night cost, and what does it leave behind? Many nights over a folder of articles, with searchd serving beside them.

  nights.py ARTICLES.jsonl [--base 10000] [--nights 30] [--bin build/release/bin] [--catalogue DIR] [--keep DIR]

Each article (an object a line: url, title, body, date) becomes a file; the first night reads `--base` of them. Each night after that brings 1 % new ones,
changes the text of 0.5 % and removes 0.2 % (--prune). Printed: CPU and wall seconds of the first night and of each other one, the share of the first that a
night costs, segments, megabytes on disk (hard links once). Checked: `indexer check` says OK; whoever stayed kept id; searchd answered every question, of one
generation each; an index made at once from the folder as it is in the end finds the same articles. Python 3.11, no packages.
"""
import argparse, csv, io, json, os, pathlib, random, re, resource, shutil, subprocess, tempfile, threading, time, urllib.parse, urllib.request

NEW, CHANGED, REMOVED = 0.01, 0.005, 0.002


class Archive:
    """The folder that the nights read."""

    def __init__(self, folder, lines, rng):
        self.folder, self.lines, self.rng, self.written, self.alive = folder, lines, rng, 0, []

    def path(self, number):
        return self.folder / f"{number // 1000:04}" / f"{number:07}.json"

    def write(self, number, added=""):
        article = json.loads(self.lines[number])
        article["body"] += added
        path = self.path(number)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(article, ensure_ascii=False))

    def add(self, count):
        for number in range(self.written, self.written + count):
            self.write(number)
            self.alive.append(number)
        self.written += count

    def night(self, base, number):
        self.rng.shuffle(self.alive)
        changed = self.alive[:int(base * CHANGED)]
        gone = self.alive[len(self.alive) - int(base * REMOVED):]
        del self.alive[len(self.alive) - len(gone):]
        for article in changed:
            self.write(article, f"\n\nCorrected on night {number}: the figures were wrong.")
        for article in gone:
            self.path(article).unlink()
        self.add(int(base * NEW))


class Index:
    def __init__(self, folder, programs, catalogue):
        self.folder, self.programs, self.catalogue = folder, programs, catalogue

    # CPU and wall seconds, and the closing line.
    def update(self, inbox, now):
        command = [self.programs / "indexer", "update", "--db", self.folder, "--prune", "--progress", "never", "--now", now]
        command += ["--catalogue", self.catalogue] if self.catalogue else []
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        run = subprocess.run(command + [inbox], capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode != 0:
            raise SystemExit(f"update ended with {run.returncode}: {run.stderr[-500:]}")
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return cpu, time.monotonic() - began, run.stdout.splitlines()[-1]

    def segments(self):
        generation = self.folder / (self.folder / "current").read_text().strip()
        return json.loads((generation / "manifest.json").read_text())["segments"]

    def megabytes(self):
        files = {}
        for path in self.folder.rglob("*"):
            if path.is_file():
                files[path.stat().st_ino] = path.stat().st_size
        return sum(files.values()) / 1e6

    def check(self):
        return subprocess.run([self.programs / "indexer", "check", "--db", self.folder], capture_output=True, text=True).stdout.splitlines()[-1]


class Daemon:
    """searchd over an index, and a reader that asks it without a pause."""

    def __init__(self, index, questions):
        self.process = subprocess.Popen([index.programs / "searchd", "--db", index.folder, "--port", "0", "--log-level", "error"], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline().strip()).group(1))
        self.questions, self.asked, self.slowest, self.faults, self.stopping = questions, 0, 0.0, [], False
        self.reader = threading.Thread(target=self.read)

    def ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as reply:
            return reply.read()

    def read(self):
        while not self.stopping:
            question = self.questions[self.asked % len(self.questions)]
            began = time.monotonic()
            try:
                reply = json.loads(self.ask("/api/v1/search?q=" + urllib.parse.quote(question)))
                if reply["found"] > reply["index"]["articles"]:
                    self.faults.append(f"{question}: {reply['found']} of {reply['index']['articles']}")
            except (OSError, ValueError) as error:
                self.faults.append(f"{question}: {error}")
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.asked += 1
            time.sleep(0.05)

    # When it serves that generation: url → id.
    def ids(self, generation):
        while f"generation {generation} " not in self.ask("/readyz").decode():
            time.sleep(0.1)
        rows = csv.DictReader(io.StringIO(self.ask("/api/v1/export.csv?fields=id,url").decode()))
        return {row["url"]: row["id"] for row in rows}

    # What each question finds, by id.
    def finds(self):
        found = {}
        for question in self.questions:
            rows = self.ask("/api/v1/export.csv?fields=id&q=" + urllib.parse.quote(question)).decode()
            found[question] = sorted(rows.split()[1:])
        return found

    def stop(self):
        self.stopping = True
        if self.reader.ident:
            self.reader.join()
        self.process.terminate()
        self.process.wait()


def questions_of(lines, rng):
    words = [re.findall(r"\w{4,}", json.loads(line)["body"]) for line in rng.sample(lines, 40)]
    return [" ".join(rng.sample(some, 2)) for some in words if len(some) > 2]


def generation_of(closing_line):
    return int(re.search(r"generation (\d+)", closing_line).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("--base", type=int, default=10000)
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--bin", type=pathlib.Path, default="build/release/bin")
    parser.add_argument("--catalogue", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="work in this folder and leave it")
    flags = parser.parse_args()
    rng = random.Random(1)
    wanted = flags.base + flags.nights * int(flags.base * NEW)
    with open(flags.articles, encoding="utf-8") as file:
        lines = [line for line, _ in zip(file, range(wanted))]
    if len(lines) < wanted:
        raise SystemExit(f"{flags.articles} holds {len(lines)} articles; {wanted} are wanted")
    work = pathlib.Path(tempfile.mkdtemp(prefix="nights-", dir=flags.keep))
    try:
        nights(flags, work, Archive(work / "inbox", lines, rng), questions_of(lines, rng))
    finally:
        if not flags.keep:
            shutil.rmtree(work)


def nights(flags, work, archive, questions):
    archive.folder.mkdir()
    archive.add(flags.base)
    index = Index(work / "index", flags.bin.resolve(), flags.catalogue)
    first, wall, line = index.update(archive.folder, "2026-01-01T02:00:00Z")
    print(f"first night: {first:.1f} CPU s, {wall:.1f} s, {index.megabytes():.0f} MB: {line}", flush=True)
    daemon = Daemon(index, questions)
    ids = daemon.ids(1)
    daemon.reader.start()
    costs = []
    for night in range(1, flags.nights + 1):
        archive.night(flags.base, night)
        cpu, wall, line = index.update(archive.folder, f"2026-01-{1 + night:02}T02:00:00Z" if night < 31 else f"2026-02-{night - 30:02}T02:00:00Z")
        costs.append(cpu)
        segments = index.segments()
        print(f"night {night}: {cpu:.2f} CPU s ({100 * cpu / first:.1f} % of the first), {wall:.2f} s, {len(segments)} segments, "
              f"{sum(s['tombstones'] for s in segments)} tombstones, {index.megabytes():.0f} MB: {line}", flush=True)
        now = daemon.ids(generation_of(line))
        moved = [url for url in ids if url in now and ids[url] != now[url]]
        if moved or len(now) != len(archive.alive):
            raise SystemExit(f"night {night}: {len(moved)} ids changed; {len(now)} articles for {len(archive.alive)} files")
        ids = now
    print(f"a night: {sorted(costs)[len(costs) // 2]:.2f} CPU s in the median, {max(costs):.2f} at most: "
          f"{100 * sorted(costs)[len(costs) // 2] / first:.1f} % and {100 * max(costs) / first:.1f} % of the first; check says {index.check()}")
    end(work, index, archive, daemon)


# The same folder, read at once: are the same articles found?
def end(work, index, archive, daemon):
    found = daemon.finds()
    daemon.stop()
    print(f"searchd: {daemon.asked} questions, slowest {daemon.slowest * 1e3:.0f} ms, {len(daemon.faults)} faults {daemon.faults[:3]}")
    fresh = Index(work / "fresh", index.programs, index.catalogue)
    cpu, wall, _ = fresh.update(archive.folder, "2026-03-01T02:00:00Z")
    beside = Daemon(fresh, daemon.questions)
    beside.ids(1)
    others = beside.finds()
    beside.stop()
    differing = [question for question in found if found[question] != others[question]]
    print(f"indexed at once: {cpu:.1f} CPU s, {wall:.1f} s, {fresh.megabytes():.0f} MB; {len(differing)} of {len(found)} questions find other articles {differing[:5]}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What is the most that one request can cost? Asks a searchd the nastiest things that its bounds let in, and prints what each cost, dearest first.

  worst_requests.py --db DIR [--bin build/release/bin] [--rounds N] [--only TEXT]

Columns: CPU milliseconds of the whole process (the least of the rounds), the same scaled to a million articles as if it grew with them (postings do;
vocabulary and names grow slower), status, bytes of the reply, what was asked. Statuses other than 200 that were not meant stand out. Python 3.11, no packages.
"""
import argparse, collections, gzip, http.client, itertools, json, os, pathlib, re, subprocess, time, urllib.parse


class Daemon:
    def __init__(self, binary, database):
        self.process = subprocess.Popen([binary, "--db", database, "--port", "0", "--threads", "1", "--log-level", "off"], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)\s*$", self.process.stdout.readline()).group(1))
        while self.ask("GET", "/readyz")[0] != 200:
            time.sleep(0.1)

    # Nanoseconds on a processor, of all threads.
    def cpu(self):
        return sum(int((task / "schedstat").read_text().split()[0]) for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir())

    def memory(self):
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) // 1024

    def ask(self, method, target, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, target, body, {"Accept-Encoding": "gzip"})  # as browsers ask: packing is part of the cost
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return reply.status, gzip.decompress(content) if reply.getheader("Content-Encoding") == "gzip" else content

    def get(self, path, **parameters):
        return json.loads(self.ask("GET", f"/api/v1/{path}?{urllib.parse.urlencode(parameters, doseq=True)}")[1])

    def end(self):
        self.process.terminate()
        self.process.wait()


# What the archive has much of: its own words, values and names are what hurts it.
class Archive:
    def __init__(self, daemon):
        pages = [daemon.get("search", q="", page=page, per_page=100, snippet_words=100, facet_by="none", interval="none") for page in (1, 2, 3)]
        texts = [" ".join(piece["text"] for piece in hit["snippet"]).lower() for page in pages for hit in page["hits"]]
        counts = collections.Counter(word for text in texts for word in set(re.findall(r"[^\W\d_]{2,}", text)))
        self.words = [word for word, _ in counts.most_common(400)]
        self.neighbours = [pair for pair, _ in collections.Counter(pair for text in texts for pair in itertools.pairwise(re.findall(r"[^\W\d_]{2,}", text))).most_common(50)]
        self.beginnings = [begin for begin, _ in collections.Counter(word[:3] for word in counts if len(word) > 3).most_common(12)]
        facets = daemon.get("search", q="", per_page=1, max_facet_values=1000, snippet_words=0)["facet_counts"]
        self.values = {facet["field"]: [value["id"] for value in facet["counts"]] for facet in facets}
        self.names = [variant["value"] for facet in facets[:3] for value in facet["counts"] for variant in value.get("variants", [])]
        self.articles = pages[0]["index"]["articles"]
        self.article = pages[0]["hits"][0]["id"]


# As many as fit into a question's 256 characters.
def fitting(words, joint, most=24):
    text = ""
    for number, word in enumerate(words[:most]):
        longer = text + joint + word if number else word
        if len(longer) > 250:
            break
        text = longer
    return text


def questions(archive):
    words, short = archive.words, sorted(archive.words[:120], key=len)
    quote = lambda chosen: '"' + " ".join(chosen) + '"'
    yield "24 frequent words, OR", fitting(short, " OR ")
    yield "24 frequent words, all", fitting(short, " ")
    yield "24 frequent words, none", "the " + fitting(short, " -", 20)
    yield "phrase of the 10 most frequent words", quote(words[:10])
    yield "phrase of one word ten times", quote([words[0]] * 10)
    yield "phrases of two, OR", fitting([quote(pair) for pair in itertools.permutations(words[:5], 2)], " OR ", 12)
    yield "phrases of two, all left out", words[0] + " -" + fitting([quote(pair) for pair in itertools.permutations(words[:5], 2)], " -", 11)
    yield "phrases that stand, OR", fitting([quote(pair) for pair in archive.neighbours], " OR ", 12)
    yield "NEAR/15 of 8 words", " NEAR/15 ".join(words[:8])
    yield "NEARs, OR", fitting([f"{a} NEAR/15 {b}" for a, b in itertools.combinations(words[:8], 2)], " OR ", 12)
    yield "depth 8", fitting([f"({words[i]} OR ({words[i + 8]}" for i in range(4)], " ") + ")" * 8
    yield "NOT of NOT of OR", "NOT (NOT (" + fitting(words, " OR ", 20) + "))"
    yield "12 wildcards", fitting([begin + "*" for begin in archive.beginnings], " OR ", 12)
    yield "12 wildcards, all", fitting([begin + "*" for begin in archive.beginnings], " ", 12)
    yield "names, misspelt", fitting([name.replace("a", "e").replace("i", "y") for name in archive.names[::7] if " " in name], " ", 12)
    yield "24 unknown words", fitting([word[:-1] + "qx" for word in short], " ")
    yield "3 unknown words", " ".join(word[:4] + "qqx" for word in words[:3])
    yield "fields", fitting([f"title:{word}" for word in words], " OR ", 12)
    yield "authors and dates", "author:a OR author:e OR 1900..2100 OR within:" + (archive.values["place"] or ["x"])[0]
    yield "parentheses only", "(" * 250
    yield "operators only", "OR AND NOT NEAR -( " * 13
    yield "one long word", "a" * 256


def requests(archive):
    def get(path, **parameters):
        return "GET", f"/api/v1/{path}?{urllib.parse.urlencode(parameters, doseq=True)}", None

    for name, q in questions(archive):
        yield "search: " + name, get("search", q=q)
        yield "search exact: " + name, get("search", q=q, spelling="exact")
    frequent, many = archive.words[0], " ".join(archive.words[:24])
    yield "search: everything", get("search")
    yield "search: all facets, 1000 values", get("search", q=frequent, max_facet_values=1000, label_lang="uk")
    yield "search: everything, all facets, 1000 values, 100 hits", get("search", max_facet_values=1000, per_page=100, snippet_words=100, interval="day")
    for sort in ("relevance", "newest", "oldest", "indexed"):
        yield f"search: page 100 of 100, {sort}", get("search", q=fitting(archive.words, " OR "), page=100, per_page=100, sort_by=sort, snippet_words=100)
    yield "search: facet_query of one letter", get("search", facet_query=["person:a", "org:a", "place:a", "topic:a", "source:a", "lang:e"], max_facet_values=1000)
    chosen = {facet: values[:100] for facet, values in archive.values.items()}
    body = {"q": fitting(archive.words, " OR "), "max_facet_values": 1000, **chosen}
    yield "search: 100 values of each facet", ("POST", "/api/v1/search", json.dumps(body))
    body |= {f"match.{facet}": "all" for facet in chosen} | {f"exclude.{facet}": values[100:200] for facet, values in archive.values.items()}
    yield "search: all of 100 values, none of 100 others", ("POST", "/api/v1/search", json.dumps(body))
    places = archive.values["place"]
    yield "search: within 100 places", ("POST", "/api/v1/search", json.dumps({"within": places[:100], "exclude.within": places[100:200], "match.within": "any"}))
    misspelt = [name.replace("a", "e").replace("i", "y") + "v" for name in archive.names if " " in name]
    yield "search: 100 persons by sound", ("POST", "/api/v1/search", json.dumps({"person": misspelt[:100], "exclude.person": misspelt[100:200]}))
    yield "search: authors of one letter", get("search", author=[chr(letter) for letter in range(ord("a"), ord("z") + 1)])
    yield "search: missing all", get("search", missing=["person", "org", "place", "topic", "source", "lang", "published", "author"])
    yield "search: words=most of 24", get("search", q=fitting(archive.words[30:], " "), words="most")
    yield "search: words=most of 24, exact", get("search", q=fitting(archive.words[30:], " "), words="most", spelling="exact")
    yield "search: 100 hits with 24 words marked", get("search", q=many, per_page=100, snippet_words=100, words="most", facet_by="none")
    yield "search: huge numbers", get("search", page="9" * 400, per_page="-1")
    yield "search: a parameter 400 times", ("GET", "/api/v1/search?" + "&".join(["person=x"] * 400), None)
    yield "search: deep JSON", ("POST", "/api/v1/search", "[" * 60000)
    for by in ("person", "person,day", "person,org", "person,place", "place,month", "source,day", "topic,week"):
        yield f"counts: by={by}", get("counts", by=by)
        yield f"counts.csv: by={by}", get("counts.csv", by=by)
    yield "counts: by=person,day of a word", get("counts", by="person,day", q=frequent)
    yield "spellings", get("spellings")
    yield "suggest: one letter", get("suggest", q="a")
    yield "suggest: two letters", get("suggest", q=archive.beginnings[0][:2])
    yield "suggest: three letters", get("suggest", q=archive.beginnings[0])
    yield "entities: one letter", get("entities", q="a", per_page=100)
    yield "entities: all", get("entities", per_page=100)
    for facet in ("person", "org", "place"):
        if archive.values[facet]:
            yield f"entity: most named {facet}", get("entities/" + urllib.parse.quote(archive.values[facet][0]))
            yield f"entity spellings: most named {facet}", get(f"entities/{urllib.parse.quote(archive.values[facet][0])}/spellings", by="source", interval="day")
    yield "names: 1000 as written", ("POST", "/api/v1/names", json.dumps({"names": (archive.names * 1000)[:1000]}))
    yield "names: 1000 by sound", ("POST", "/api/v1/names", json.dumps({"names": (misspelt * 1000)[:1000]}))
    yield "names: 1000 of 256 characters", ("POST", "/api/v1/names", json.dumps({"names": [((name + " ") * 100)[:250] + str(i) for i, name in enumerate((misspelt * 1000)[:1000])]}))
    yield "article: 24 words marked", get(f"articles/{archive.article}", q=many)
    yield "export: head, by date", ("HEAD", "/api/v1/export.csv?sort_by=newest", None)
    yield "export: head, 24 words", ("HEAD", "/api/v1/export.ndjson?" + urllib.parse.urlencode({"q": fitting(archive.words, " OR ")}), None)
    yield "feed: 24 words", get("feed.atom", q=fitting(archive.words, " OR "))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--db", required=True)
    options.add_argument("--bin", default="build/release/bin")
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--only", default="", help="those whose description has this text")
    given = options.parse_args()
    daemon = Daemon(os.path.join(given.bin, "searchd"), given.db)
    try:
        archive, rows = Archive(daemon), []
        for name, (method, target, body) in requests(archive):
            if given.only not in name:
                continue
            costs = []
            for _ in range(given.rounds):
                before = daemon.cpu()
                status, content = daemon.ask(method, target, body)
                costs.append((daemon.cpu() - before) / 1e6)
            rows.append((min(costs), status, len(content), name))
        print(f"{archive.articles} articles, {daemon.memory()} MB at most\n{'cpu ms':>8} {'at 1 M':>8} status {'bytes':>10}")
        for cost, status, size, name in sorted(rows, reverse=True):
            print(f"{cost:8.1f} {cost * 1e6 / max(archive.articles, 1):8.0f} {status:6} {size:10}  {name}")
    finally:
        daemon.end()


main()

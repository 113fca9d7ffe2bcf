#!/usr/bin/env python3
"""How good is the order of the answers? Indexes a collection, asks every query of it through searchd, and prints MAP, nDCG@10, P@10 and R@1000.

  relevance.py FOLDER... [--bin build/release/bin] [--param name=value]... [--least-grade N] [--words] [--per-query] [--rarest N | --first N] [--plain]
  relevance.py --known N FILE... [the same]

FOLDER: docs.jsonl (id, title, body), queries.tsv (id TAB text), qrels.trec (query 0 document grade). A query is asked as its distinct words joined by OR,
as many as searchd takes (24 words, 256 characters); `--words` asks it as typed instead; `--rarest` and `--first` cut it to its rarest or first words.
`--known`: looks for N articles of a JSONL file by their titles, which are not indexed. `--plain` prints beside it how well bare BM25 (b 0.75) orders the same
documents; it asks with spelling=folded, as it knows no stems. All figures are binary: a document counts from `--least-grade` on (1; some collections mean
0 to count). Queries without a relevant document do not count. Python 3.11, no packages.
"""
import argparse, collections, json, math, pathlib, re, subprocess, tempfile, urllib.parse, urllib.request

DEPTH, PER_PAGE, MOST_WORDS, MOST_CHARACTERS = 1000, 100, 24, 256


def read_queries(folder):
    lines = (folder / "queries.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line.strip())


# Query -> its relevant documents.
def read_judgements(folder, least_grade):
    relevant = collections.defaultdict(set)
    for line in (folder / "qrels.trec").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split()
        if int(grade) >= least_grade:
            relevant[query].add(document)
    return relevant


STOP_WORDS = set("""a about an and any are as at be been being but by can could did do does for from had has have how i if in into is it its may might not of on or
other our should so some such than that the their them then there these they this those to was we were what when where which while who why will with would you
your""".split())


def words_of(text):
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())


# The distinct words, without those that say nothing.
def asked_words(text):
    return [word for word in dict.fromkeys(words_of(text)) if word not in STOP_WORDS]


# As many as a question may have.
def any_of(words):
    asked = ""
    for number, word in enumerate(words[:MOST_WORDS]):
        longer = f"{asked} OR {word}" if number else word
        if len(longer) > MOST_CHARACTERS:
            break
        asked = longer
    return asked


def ask(base, text, params):
    documents = []
    while len(documents) < DEPTH:
        page = len(documents) // PER_PAGE + 1
        asked = {"q": text, "per_page": PER_PAGE, "page": page, "facet_by": "none", "interval": "none", "snippet_words": 0, "group_by": "none", **params}
        with urllib.request.urlopen(f"{base}/api/v1/search?{urllib.parse.urlencode(asked)}") as reply:
            hits = json.load(reply)["hits"]
        documents += [hit["title"].split()[0] for hit in hits]
        if len(hits) < PER_PAGE:
            break
    return documents


def scores(ranked, relevant):
    found, precision_sum = 0, 0.0
    for rank, document in enumerate(ranked, 1):
        if document in relevant:
            found += 1
            precision_sum += found / rank
    gain = sum(1 / math.log2(rank + 1) for rank, document in enumerate(ranked[:10], 1) if document in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(relevant)) + 1))
    top = sum(document in relevant for document in ranked[:10])
    return {"MAP": precision_sum / len(relevant), "nDCG@10": gain / best, "P@10": top / 10, "R@1000": found / len(relevant)}


Collection = collections.namedtuple("Collection", "documents queries relevant")


def read_documents(file):
    documents = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{"id": one["id"], "title": (one.get("title") or "").strip(), "body": (one.get("body") or one.get("text") or "").strip() or one["id"],
             "lang": one.get("language", "en")} for one in documents]


# Articles whose body says more than their title, found by it.
def known_items(file, most):
    documents = []
    for one in read_documents(file):
        title, body = one["title"], one["body"].removeprefix(one["title"]).strip()
        if len(title) >= 15 and len(body) >= 200:
            documents.append({**one, "id": f"d{len(documents)}", "title": "", "body": body, "sought": title})
    sought = documents[::max(1, len(documents) // most)][:most]
    return Collection(documents, {one["id"]: one["sought"] for one in sought}, {one["id"]: {one["id"]} for one in sought})


def read_collection(path, given):
    if given.known:
        return known_items(path, given.known)
    relevant = read_judgements(path, given.least_grade)
    return Collection(read_documents(path / "docs.jsonl"), {query: text for query, text in read_queries(path).items() if query in relevant}, relevant)


# The document's own id leads its title, so that a hit says which one it is.
def write_articles(documents, file):
    with file.open("w", encoding="utf-8") as out:
        for one in documents:
            article = {"id": one["id"], "source": "Bench", "lang": one["lang"], "title": f"{one['id']} {one['title']}".strip(), "body": one["body"]}
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


# Robertson and others' weight as its textbooks have it, over title and body as one text.
class Bm25:
    def __init__(self, documents):
        self.counts = {one["id"]: collections.Counter(words_of(one["title"] + " " + one["body"])) for one in documents}
        self.frequency = collections.Counter(word for words in self.counts.values() for word in words)
        self.mean = sum(sum(words.values()) for words in self.counts.values()) / len(documents)

    def rarest(self, words, most):
        return sorted((word for word in words if self.frequency[word]), key=lambda word: self.frequency[word])[:most]

    def weight(self, document, words, k1):
        counts, total = self.counts[document], len(self.counts)
        norm = k1 * (0.25 + 0.75 * sum(counts.values()) / self.mean)
        rarity = {word: math.log(1 + (total - self.frequency[word] + 0.5) / (self.frequency[word] + 0.5)) for word in words}
        return sum(rarity[word] * (k1 + 1) * counts[word] / (norm + counts[word]) for word in words)

    def ordered(self, documents, words, k1):
        return sorted(documents, key=lambda document: -self.weight(document, words, k1))


def measure(path, given):
    collection = read_collection(path, given)
    plain = Bm25(collection.documents)
    with tempfile.TemporaryDirectory() as scratch:
        write_articles(collection.documents, pathlib.Path(scratch) / "docs.jsonl")
        subprocess.run([given.bin / "indexer", "update", "--db", f"{scratch}/db", f"{scratch}/docs.jsonl", "--progress", "never"], check=True, stdout=subprocess.DEVNULL)
        daemon = subprocess.Popen([given.bin / "searchd", "--db", f"{scratch}/db", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            base = re.search(r"http://\S+", daemon.stdout.readline()).group(0)
            params = dict(param.split("=", 1) for param in given.param) | ({"spelling": "folded"} if given.plain else {})
            totals = collections.defaultdict(collections.Counter)
            for query, text in collection.queries.items():
                words = asked_words(text)
                words = plain.rarest(words, given.rarest) if given.rarest else words[:given.first] if given.first else words
                ranked = ask(base, text[:MOST_CHARACTERS] if given.words else any_of(words), params)
                orders = {"": ranked} | ({f" (BM25 k1 {k1})": plain.ordered(ranked, words, k1) for k1 in (1.2, 2)} if given.plain else {})
                for name, order in orders.items():
                    totals[name].update(scores(order, collection.relevant[query]))
                if given.per_query:
                    print(query, " ".join(f"{name} {value:.3f}" for name, value in scores(ranked, collection.relevant[query]).items()), sep="\t")
        finally:
            daemon.terminate()
            daemon.wait()
    for name, total in totals.items():
        print(f"{path.stem}{name}: {len(collection.queries)} queries, " + ", ".join(f"{figure} {value / len(collection.queries):.4f}" for figure, value in total.items()))


def main():
    flags = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    flags.add_argument("paths", type=pathlib.Path, nargs="+")
    flags.add_argument("--bin", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2] / "build/release/bin")
    flags.add_argument("--param", action="append", default=[])
    flags.add_argument("--least-grade", type=int, default=1)
    flags.add_argument("--words", action="store_true")
    flags.add_argument("--rarest", type=int, default=0)
    flags.add_argument("--first", type=int, default=0)
    flags.add_argument("--known", type=int, default=0)
    flags.add_argument("--plain", action="store_true")
    flags.add_argument("--per-query", action="store_true")
    given = flags.parse_args()
    for path in given.paths:
        measure(path, given)


if __name__ == "__main__":
    main()

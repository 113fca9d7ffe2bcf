#!/usr/bin/env python3
"""How good is the order of the answers? Indexes a collection, asks every query of it through searchd, and prints MAP, nDCG@10, P@10 and R@1000.

  relevance.py FOLDER... [--bin build/release/bin] [--param name=value]... [--least-grade N] [--words] [--per-query]

FOLDER: docs.jsonl (id, title, body), queries.tsv (id TAB text), qrels.trec (query 0 document grade). A query is asked as its distinct words joined by OR,
as many as searchd takes (24 words, 256 characters); `--words` asks it as typed instead. All figures are binary: a document counts from `--least-grade` on
(1; some collections mean 0 to count). Queries without a relevant document do not count. Python 3.11, no packages.
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


# The distinct words, without those that say nothing, as many as a question may have.
def any_of(text):
    words = [word for word in dict.fromkeys(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())) if word not in STOP_WORDS]
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


# The document's own id leads its title, so that a hit says which one it is.
def write_articles(folder, file):
    with file.open("w", encoding="utf-8") as out:
        for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            body = (document.get("body") or document.get("text") or "").strip() or document["id"]
            article = {"id": document["id"], "source": "Bench", "lang": "en", "title": f"{document['id']} {document.get('title', '')}".strip(), "body": body}
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


def measure(folder, given):
    with tempfile.TemporaryDirectory() as scratch:
        write_articles(folder, pathlib.Path(scratch) / "docs.jsonl")
        subprocess.run([given.bin / "indexer", "update", "--db", f"{scratch}/db", f"{scratch}/docs.jsonl", "--progress", "never"], check=True, stdout=subprocess.DEVNULL)
        daemon = subprocess.Popen([given.bin / "searchd", "--db", f"{scratch}/db", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            base = re.search(r"http://\S+", daemon.stdout.readline()).group(0)
            relevant, total = read_judgements(folder, given.least_grade), collections.Counter()
            judged = {query: text for query, text in read_queries(folder).items() if query in relevant}
            for query, text in judged.items():
                one = scores(ask(base, text[:MOST_CHARACTERS] if given.words else any_of(text), dict(param.split("=", 1) for param in given.param)), relevant[query])
                total.update(one)
                if given.per_query:
                    print(query, " ".join(f"{name} {value:.3f}" for name, value in one.items()), sep="\t")
        finally:
            daemon.terminate()
            daemon.wait()
    print(f"{folder.name}: {len(judged)} queries, " + ", ".join(f"{name} {value / len(judged):.4f}" for name, value in total.items()))


def main():
    flags = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    flags.add_argument("folders", type=pathlib.Path, nargs="+")
    flags.add_argument("--bin", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2] / "build/release/bin")
    flags.add_argument("--param", action="append", default=[])
    flags.add_argument("--least-grade", type=int, default=1)
    flags.add_argument("--words", action="store_true")
    flags.add_argument("--per-query", action="store_true")
    given = flags.parse_args()
    for folder in given.folders:
        measure(folder, given)


if __name__ == "__main__":
    main()

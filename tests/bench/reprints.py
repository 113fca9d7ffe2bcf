#!/usr/bin/env python3
"""Are reprints folded, and only reprints?

  reprints.py make ARTICLES.jsonl... > corpus.jsonl     reprints as newsrooms make them, and what only looks like one
  reprints.py judge corpus.jsonl INDEX                  what the index made of them (indexer update --db INDEX corpus.jsonl)

`make` takes articles (id, title, body, language, date) of 80 words and more and prints each with zero to eight versions: under another title, with a
dateline and a credit line, cut from the end, with words edited at graded rates, with sentences put in, in another order, half rewritten, grown as live
pages grow, made from another version; short flashes; and articles that share an imprint of up to 150 words. Deterministic.

`judge` compares every pair by the Jaccard index of its word shingles, of 3, 4 and 5 words, of the body and of title and body. Precision: of the pairs that stand
in one story, the share with at least 0.5. Recall: of the pairs with at least 0.8, the share that stand in one story. Python 3.11, no packages.
"""
import argparse, collections, datetime, itertools, json, pathlib, random, re, sqlite3, sys

OUTLETS = ["Valley Herald", "Northern Ledger", "Harbour Post", "Meridian Wire", "Evening Dispatch", "Visnyk", "Gazette", "Riverside Times", "Morning Mail", "Courier"]
IMPRINT = ("All rights reserved. No part of these pages may be copied, stored or passed on without the written consent of the publisher. "
           "Readers who find a mistake are asked to write to the desk, which answers within three working days and prints corrections on page two. "
           "The paper belongs to its readers: whoever subscribes for a year receives the weekend edition, the archive since nineteen fifty and a "
           "monthly letter from the editors, who choose the best reports, photographs and maps and tell how they were made. Subscriptions can be "
           "ended at any time by post, by telephone or at the counter of the printing house, open from eight to five on working days. "
           "Press council: complaints are decided by an independent board whose findings we publish in full and without delay.").split()


def sentences(body):
    return [s for s in re.split(r"(?<=[.!?…])\s+", body) if s]


def edited(body, rate, vocabulary, rng):
    words = body.split()
    for i in range(len(words)):
        if rng.random() < rate:
            words[i] = rng.choice(("", rng.choice(vocabulary), words[i] + " " + rng.choice(vocabulary)))
    return " ".join(w for w in words if w)


def version(body, others, vocabulary, rng):
    parts = sentences(body)
    kind = rng.randrange(8)
    if kind == 1:
        parts = parts[: max(1, round(len(parts) * rng.uniform(0.5, 0.97)))]
    if kind == 2:
        return edited(body, rng.choice((0.003, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2)), vocabulary, rng)
    if kind == 3:
        for _ in range(rng.randint(1, 4)):
            parts.insert(rng.randint(0, len(parts)), rng.choice(sentences(rng.choice(others))))
    if kind == 4:
        half = rng.randint(0, len(parts))
        parts = parts[half:] + parts[:half]
    if kind == 5:
        parts = [s if rng.random() < 0.55 else rng.choice(sentences(rng.choice(others))) for s in parts]
    if kind == 6:
        parts = parts[: max(1, round(len(parts) * rng.uniform(0.75, 0.97)))]
        return edited(" ".join(parts), rng.choice((0.003, 0.01, 0.02)), vocabulary, rng)
    if kind == 7:
        parts.insert(0, "KYIV, " + rng.choice(("March 3", "2 March", "Monday")) + " (Agency) –")
        parts.append("(Reporting by the Kyiv bureau; editing by the night desk)")
    return " ".join(parts)


def make(files):
    rng = random.Random(5)
    bases = [json.loads(line) for file in files for line in open(file, encoding="utf-8")]
    bases = [b for b in bases if len(b["body"].split()) >= 80]
    by_language = collections.defaultdict(list)
    for base in bases:
        by_language[base.get("language", "")].append(base["body"])
    made = []

    def put(title, body, when, language, source=None):
        made.append({"id": f"r{len(made)}", "title": title, "body": body, "source": source or rng.choice(OUTLETS), "language": language, "date": when.isoformat() + "Z"})

    for base in bases:
        others, language = by_language[base.get("language", "")], base.get("language", "")
        vocabulary = rng.choice(others).split()
        when = datetime.datetime(2025, 1, 1) + datetime.timedelta(hours=rng.randrange(8000))
        versions = [base["body"]]
        put(base["title"], base["body"], when, language)
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3, 5, 8))):
            body = version(versions[0] if rng.random() < 0.7 else rng.choice(versions), others, vocabulary, rng)
            versions.append(body)
            title = base["title"] if rng.random() < 0.3 else " ".join(rng.sample(vocabulary, min(8, len(vocabulary))))
            put(title, body, when + datetime.timedelta(minutes=rng.randrange(-600, 3000)), language)
        if rng.random() < 0.1:  # a live page, saved again and again
            parts = sentences(base["body"])
            for share in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
                put("Live: " + base["title"], " ".join(parts[-max(1, round(len(parts) * share)):]), when + datetime.timedelta(hours=10 * share), language)
        if rng.random() < 0.2:  # a flash
            flash = next((s for s in sentences(base["body"]) if len(s.split()) >= 9), base["title"])
            for _ in range(2):
                put(base["title"], flash, when, language)
        if rng.random() < 0.3:  # others' news over one imprint
            words = base["body"].split()
            start = rng.randrange(len(words))
            put(" ".join(rng.sample(vocabulary, min(8, len(vocabulary)))), " ".join(rng.sample(words[start:start + 120], len(words[start:start + 120])) + IMPRINT[: rng.choice((40, 80, 150))]), when, language, "Riverside Times")
    for article in made:
        print(json.dumps(article, ensure_ascii=False))


def shingles(text, size):
    words = re.findall(r"\w+", text.casefold())
    return {hash(tuple(words[i:i + size])) for i in range(len(words) - size + 1)}


def resemblances(sets, least):
    """Every pair with at least that resemblance."""
    holders = collections.defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            holders[shingle].append(number)
    common = collections.Counter()
    for numbers in holders.values():
        if len(numbers) > 1:
            common.update(itertools.combinations(numbers, 2))
    pairs = {}
    for (a, b), count in common.items():
        likeness = count / (len(sets[a]) + len(sets[b]) - count)
        if likeness >= least:
            pairs[a, b] = likeness
    return pairs


def stories_of(index):
    """The number of the record in its input → its story."""
    generation = pathlib.Path(index) / (pathlib.Path(index) / "current").read_text().strip()
    story = dict(sqlite3.connect(generation / "stories").execute("SELECT article, story FROM member"))
    return {number: story.get(article, article) for article, number in sqlite3.connect(generation / "inputs").execute("SELECT id, number FROM article")}


def judge(corpus, story):
    articles = [json.loads(line) for line in open(corpus, encoding="utf-8")]
    members = collections.defaultdict(list)
    for number, name in story.items():
        members[name].append(number)
    together = [tuple(sorted(pair)) for group in members.values() for pair in itertools.combinations(group, 2)]
    print(f"{len(articles)} articles, {sum(len(g) > 1 for g in members.values())} stories of two and more, {len(together)} pairs in them")
    for what, text in (("body", lambda a: a["body"]), ("title+body", lambda a: a["title"] + " " + a["body"])):
        for size in (3, 4, 5):
            pairs = resemblances([shingles(text(a), size) for a in articles], 0.5)
            alike = [pair for pair, likeness in pairs.items() if likeness >= 0.8]
            right, found = sum(pair in pairs for pair in together), sum(story[a] == story[b] for a, b in alike)
            print(f"{what:10} shingles of {size}: precision {right / max(1, len(together)):.4f} ({len(together) - right} wrong), "
                  f"recall {found / max(1, len(alike)):.4f} ({len(alike) - found} of {len(alike)} missed)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("make").add_argument("articles", nargs="+")
    judging = commands.add_parser("judge")
    judging.add_argument("corpus")
    judging.add_argument("index")
    asked = parser.parse_args()
    if asked.command == "make":
        make(asked.articles)
    else:
        judge(asked.corpus, stories_of(asked.index))

#!/usr/bin/env python3
"""Asked for a person in one spelling: how many of the articles that name them in another are found?

Makes an archive of short articles out of a list of people, each name in an article of its own in the language of its script, indexes it, and asks
searchd for every spelling (q=…, spelling=variants) in turn. Prints, for each pair of scripts (asked → written), the share of articles found, and
how many articles of other people came along.

  names_across_scripts.py PERSONS.tsv [--bin build/release/bin] [--sources REGEX]

PERSONS.tsv: entity, source, language or kind, script (Latn, Cyrl), name; tab-separated. Python 3.11, no packages.
"""
import argparse, collections, json, pathlib, re, subprocess, tempfile, urllib.parse, urllib.request

# Four frames a script, so that names stand where news puts them; the words are ours.
FRAMES = {
    "Latn": ("en", ["{} said on Monday that the border crossing would stay closed.",
                    "The court heard the case of {} behind closed doors, officials said.",
                    "According to the ministry, {} met the delegation in the capital.",
                    "The sanctions list names {} among those who ordered the raid."]),
    "Cyrl": ("ru", ["{} заявил в понедельник, что переход останется закрытым.",
                    "Суд рассмотрел дело за закрытыми дверями. {} не признал вину.",
                    "По данным министерства, {} встретился с делегацией в столице.",
                    "В санкционный список внесён {}, сообщили чиновники."]),
}


def people(file, sources):
    names = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in file.read_text(encoding="utf-8").splitlines():
        entity, source, _, script, name = line.split("\t")[:5]
        name = " ".join(word.capitalize() if len(word) > 2 and word.isupper() else word for word in name.split())  # lists shout surnames, news does not
        if script in FRAMES and re.search(sources, source) and "," not in name and len(name.split()) > 1 and name not in names[entity][script]:
            names[entity][script].append(name)
    return {entity: scripts for entity, scripts in names.items() if len(scripts) > 1}


def write_articles(names, file):
    articles = []
    with file.open("w", encoding="utf-8") as out:
        for entity, scripts in sorted(names.items()):
            for script, spellings in scripts.items():
                language, frames = FRAMES[script]
                for spelling in spellings:
                    number = len(articles)
                    articles.append((entity, script, spelling))
                    body = frames[number % len(frames)].format(spelling)
                    out.write(json.dumps({"id": f"n{number}", "title": f"{'Notice' if language == 'en' else 'Сообщение'} {number}", "source": "Bench", "lang": language,
                                          "date": "2024-03-01", "body": body}, ensure_ascii=False) + "\n")
    return articles


def found_by(base, name):
    asked = urllib.parse.urlencode({"q": name, "fields": "url,title", "words": "all"})
    with urllib.request.urlopen(f"{base}/api/v1/export.ndjson?{asked}") as reply:
        return {int(json.loads(line)["title"].split()[1]) for line in reply.read().decode().splitlines()}


def measure(base, names, articles):
    by_entity = collections.defaultdict(list)
    for number, (entity, script, _) in enumerate(articles):
        by_entity[entity].append((number, script))
    wanted, got, wrong, asked = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    for entity, script, spelling in articles:
        found = found_by(base, spelling)
        asked[script] += 1
        wrong[script] += sum(1 for number in found if articles[number][0] != entity)
        for number, written in by_entity[entity]:
            if articles[number][2] != spelling:
                wanted[script, written] += 1
                got[script, written] += number in found
    for pair in sorted(wanted):
        print(f"{pair[0]} -> {pair[1]}: {got[pair]} of {wanted[pair]} articles, {100 * got[pair] / wanted[pair]:.1f} %")
    for script in sorted(asked):
        print(f"asked in {script}: {asked[script]} names, {wrong[script]} articles of somebody else")


def main():
    flags = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    flags.add_argument("persons", type=pathlib.Path)
    flags.add_argument("--bin", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2] / "build/release/bin")
    flags.add_argument("--sources", default=".")
    given = flags.parse_args()
    names = people(given.persons, given.sources)
    with tempfile.TemporaryDirectory() as folder:
        articles = write_articles(names, pathlib.Path(folder) / "articles.jsonl")
        print(f"{len(names)} people, {len(articles)} articles")
        subprocess.run([given.bin / "indexer", "update", "--db", f"{folder}/db", f"{folder}/articles.jsonl", "--progress", "never"], check=True)
        daemon = subprocess.Popen([given.bin / "searchd", "--db", f"{folder}/db", "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            base = re.search(r"http://\S+", daemon.stdout.readline()).group(0)
            measure(base, names, articles)
        finally:
            daemon.terminate()
            daemon.wait()


if __name__ == "__main__":
    main()

#include <algorithm>
#include <functional>

#include "searchd/http/asked.hpp"
#include "searchd/http/export.hpp"
#include "searchd/http/json_parts.hpp"

namespace dispatches::http {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

std::string only_one(const Asked& asked, const char* name) {
  const std::vector<std::string>& values = asked.own.at(name);
  if (values.size() > 1) throw search::BadRequest{"bad_value", std::string(name) + ": give it once", name, {}};
  return values.empty() ? std::string() : values.front();
}

search::QuoteQuestion question_of(const Asked& asked) { return {only_one(asked, "speaker"), only_one(asked, "about")}; }

Json found_json(const search::Hit& hit, const search::Said& said, const Shown& shown) {
  Json json = said_json(said, shown);
  json["article"] = hit_json(hit, shown);
  json["article"].erase("score");
  json["article"].erase("snippet");
  return json;
}

std::vector<std::string> cells_of(const search::Hit& hit, const search::Said& said, const Shown& shown) {
  const Json speaker = said_json(said, shown).value("speaker", Json::object());
  const schema::StoredArticle& article = hit.article;
  return {said.id, said.words, said.direct ? "true" : "false", speaker.value("id", ""), speaker.value("name", ""), said.as_written, said.verb, said.sentence, article.id,
          shown_title(article), article.url, hit.source_id, hit.source_name, article.published ? text::format_date(*article.published) : "", article.language};
}

const std::vector<std::string> kCells = {"id", "quote", "direct", "speaker_id", "speaker", "as_written", "verb", "sentence", "article_id",
                                         "title", "url", "source_id", "source", "published", "language"};

using Line = std::function<std::string(const search::Hit&, const search::Said&, const Shown&)>;

// One line a quote; with group_by=story each once.
Reply streamed(const Asked& asked, std::string type, std::string_view ending, std::string head, Line line) {
  const auto permit = export_permit(asked);
  if (!permit) return too_many_exports();
  auto walk = std::make_shared<search::QuoteWalk>(asked.snapshot, asked.request, question_of(asked), false);
  Pieces pieces = [permit, walk, head = std::move(head), line, once = asked.request.group_by_story, language = asked.request.label_lang](std::string& into) mutable {
    into += std::exchange(head, {});
    const search::Snapshot& snapshot = walk->snapshot();
    const Shown shown{snapshot.manifest, snapshot.lexicon, language, snapshot.articles_naming};
    while (into.size() < kPieceBytes) {
      const auto step = walk->next();
      if (!step) return Piece::last;
      if (once && step->repeated) continue;
      const search::Hit& hit = walk->article_of(*step);
      const std::vector<search::Said> all = search::quotes_of(hit, snapshot.lexicon);
      if (step->number < all.size()) into += line(hit, all[step->number], shown);
    }
    return Piece::more;
  };
  return export_reply(asked, std::move(pieces), std::move(type), ending, std::nullopt);
}

}  // namespace

// Who speaks: only as much as is known.
Json said_json(const search::Said& said, const Shown& shown) {
  Json json = {{"id", said.id}, {"quote", said.words}, {"direct", said.direct}};
  Json speaker = Json::object();
  if (const Json entity = entity_json(said.speaker, shown); !entity.is_null()) speaker = {{"id", entity["id"]}, {"name", entity["name"]}, {"type", entity["type"]}};
  else put_if_known(speaker, "name", said.name);
  put_if_known(speaker, "as_written", said.as_written);
  if (!speaker.empty()) json["speaker"] = std::move(speaker);
  put_if_known(json, "verb", said.verb);
  json["sentence"] = said.sentence;
  return json;
}

Reply answer_quotes(const Asked& asked) {
  const Shown shown = asked.shown();
  const search::QuotesResult found = search::quotes(asked.snapshot, asked.request, question_of(asked));
  Json json = {{"found", found.found}, {"found_distinct", found.found_distinct}, {"complete", found.complete}, {"page", asked.request.page},
               {"per_page", asked.request.per_page}, {"quotes", Json::array()}};
  for (const search::FoundQuote& one : found.quotes) json["quotes"].push_back(found_json(one.article, one.said, shown));
  json["notes"] = found.notes;
  json["index"] = index_of(shown);
  return json_reply(dump(json));
}

Reply answer_quotes_csv(const Asked& asked) {
  const bool excel = is_for_excel(asked);
  return streamed(asked, "text/csv; charset=utf-8", "csv", csv_head(kCells, excel),
                  [excel](const search::Hit& hit, const search::Said& said, const Shown& shown) { return csv_line(cells_of(hit, said, shown), excel); });
}

Reply answer_quotes_ndjson(const Asked& asked) {
  return streamed(asked, "application/x-ndjson", "ndjson", {},
                  [](const search::Hit& hit, const search::Said& said, const Shown& shown) { return dump(found_json(hit, said, shown)) + "\n"; });
}

}  // namespace dispatches::http

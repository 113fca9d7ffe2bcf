#include "searchd/http/export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/text/address.hpp"
#include "searchd/http/asked.hpp"
#include "searchd/http/json_parts.hpp"
#include "searchd/search/walk.hpp"

namespace dispatches::http {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024, kPieceArticles = 500;  // a thread works on one piece, then others have their turn

// One of the few exports that may run at once; it ends with its reply, however that ends.
class Permit {
 public:
  explicit Permit(std::shared_ptr<Exports> exports) : exports_(std::move(exports)), granted_(++*exports_ <= kMaxExports) {}
  ~Permit() { --*exports_; }
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;
  bool granted() const { return granted_; }

 private:
  std::shared_ptr<Exports> exports_;
  bool granted_;
};

const std::vector<std::string>& own(const Asked& asked, const std::string& name) { return asked.own.at(name); }

// The columns asked for. Throws BadRequest.
std::vector<const Column*> chosen(const Asked& asked) {
  std::vector<const Column*> list;
  std::vector<std::string_view> all;
  for (const Column& column : columns()) all.push_back(column.name);
  for (const std::string& name : comma_list(own(asked, "fields"))) {
    list.push_back(column_named(name));
    if (list.back()) continue;
    const Refusal refusal = unknown_choice("fields", name, all);
    throw search::BadRequest{refusal.code, refusal.message, refusal.parameter, {}};
  }
  for (const Column& column : columns())
    if (own(asked, "fields").empty() && column.usual) list.push_back(&column);
  return list;
}

// An export under way: one line an article.
struct Export {
  Export(const Asked& asked, bool snippets)
      : snapshot(asked.snapshot), language(asked.request.label_lang), permit(export_permit(asked)), walk(asked.snapshot, asked.request, snippets) {}

  Shown shown() const { return {snapshot->manifest, snapshot->lexicon, language, snapshot->articles_naming}; }

  std::shared_ptr<const search::Snapshot> snapshot;
  std::string language;
  std::shared_ptr<void> permit;
  search::Walk walk;
  std::vector<const Column*> chosen;
  bool excel = false;
  std::string (*line)(const Export&, const search::Hit&) = nullptr;
};

std::string csv_of(const Export& one, const search::Hit& hit) {
  const Shown shown = one.shown();
  const std::function<bool(names::EntityOrdinal)> asked_for = [&](names::EntityOrdinal entity) { return one.walk.asks_for(entity); };
  const Row row{hit, shown, asked_for};
  std::vector<std::string> cells;
  for (const Column* column : one.chosen) cells.push_back(joined_cells(column->cells(row)));
  return csv_line(cells, one.excel);
}

// Without `fields=` the hit as a search shows it; with it, the members of the hit where it has one of the name, the table's cells else.
std::string ndjson_of(const Export& one, const search::Hit& hit) {
  const Shown shown = one.shown();
  Json whole = hit_json(hit, shown);
  whole.erase("score");
  if (one.chosen.empty()) return whole.erase("snippet"), dump(whole) + "\n";
  const std::function<bool(names::EntityOrdinal)> asked_for = [&](names::EntityOrdinal entity) { return one.walk.asks_for(entity); };
  const Row row{hit, shown, asked_for};
  Json json = Json::object();
  for (const Column* column : one.chosen) {
    const std::string name(column->name);
    const std::vector<std::string> cells = whole.contains(name) ? std::vector<std::string>() : column->cells(row);
    if (whole.contains(name)) json[name] = whole[name];
    else if (column->list) json[name] = cells;
    else if (!cells.empty()) json[name] = cells.front();
  }
  return dump(json) + "\n";
}

Pieces pieces_of(std::shared_ptr<Export> one) {
  return [one = std::move(one)](std::string& into) {
    for (std::size_t articles = 0; articles < kPieceArticles && into.size() < kPieceBytes; ++articles) {
      const std::optional<search::Hit> hit = one->walk.next();
      if (!hit) return Piece::last;
      into += one->line(*one, *hit);
    }
    return Piece::more;
  };
}

// The address's own words, fit for a header.
std::string query_of(const std::string& target) {
  const std::size_t mark = target.find('?');
  return mark == std::string::npos ? std::string() : text::as_uri(target.substr(mark + 1));
}

// The head goes out with the first piece: a body and pieces would be two ways to say how long a reply is.
Reply reply_of(const Asked& asked, std::shared_ptr<Export> one, std::string type, std::string_view ending, std::string head) {
  if (!one->permit) return too_many_exports();
  const std::size_t found = one->walk.found();
  Pieces pieces = [head = std::move(head), rest = pieces_of(std::move(one))](std::string& into) mutable {
    into += std::exchange(head, {});
    return rest(into);
  };
  return export_reply(asked, std::move(pieces), std::move(type), ending, found);
}

bool has_snippet(const std::vector<const Column*>& chosen) {
  return std::any_of(chosen.begin(), chosen.end(), [](const Column* column) { return column->name == "snippet"; });
}

}  // namespace

std::shared_ptr<void> export_permit(const Asked& asked) {
  auto permit = std::make_shared<Permit>(asked.exports);
  return permit->granted() ? permit : nullptr;
}

Reply too_many_exports() {
  return refused({429, "too_busy", fmt::format("{} exports are running already; try again in a moment", kMaxExports), {}, {{"Retry-After", "10"}}}, "/api/");
}

Reply export_reply(const Asked& asked, Pieces pieces, std::string type, std::string_view ending, std::optional<std::size_t> found) {
  const std::uint32_t generation = asked.snapshot->manifest.number;
  Reply reply{200, std::move(type), {}, {}, {}, std::move(pieces)};
  reply.headers = {{"Cache-Control", "no-cache"},
                   {"Content-Disposition", fmt::format("attachment; filename=\"dispatches-{}.{}\"", generation, ending)},
                   {"Dispatches-Query", query_of(asked.question.target)},
                   {"Dispatches-Generation", std::to_string(generation)}};
  if (found) reply.headers.emplace_back("Dispatches-Found", std::to_string(*found));
  return reply;
}

bool is_for_excel(const Asked& asked) {
  for (const std::string& dialect : own(asked, "dialect"))
    if (dialect != "excel") throw search::BadRequest{"bad_value", "dialect: use excel, or leave it out", "dialect", {}};
  return !own(asked, "dialect").empty();
}

Reply answer_export_csv(const Asked& asked) {
  std::vector<const Column*> list = chosen(asked);
  auto one = std::make_shared<Export>(asked, has_snippet(list));
  one->excel = is_for_excel(asked);
  std::vector<std::string> names;
  for (const Column* column : list) names.emplace_back(column->name);
  std::string head = csv_head(names, one->excel);
  one->chosen = std::move(list);
  one->line = csv_of;
  return reply_of(asked, std::move(one), "text/csv; charset=utf-8", "csv", std::move(head));
}

Reply answer_export_ndjson(const Asked& asked) {
  std::vector<const Column*> list = own(asked, "fields").empty() ? std::vector<const Column*>() : chosen(asked);
  auto one = std::make_shared<Export>(asked, has_snippet(list));
  one->chosen = std::move(list);
  one->line = ndjson_of;
  return reply_of(asked, std::move(one), "application/x-ndjson", "ndjson", {});
}

}  // namespace dispatches::http

// What the runs of the indexer did since a generation, or a time.
#include <fmt/format.h>

#include "indexer/schema/changes.hpp"
#include "searchd/http/asked.hpp"
#include "searchd/http/json_parts.hpp"

namespace dispatches::http {

namespace {

using schema::Change;

[[noreturn]] void refuse(const Refusal& refusal) { throw search::BadRequest{refusal.code, refusal.message, refusal.parameter, {}}; }

std::uint32_t since_asked(const Asked& asked) {
  const std::vector<std::string>& values = asked.own.at("since");
  std::size_t since = 0;
  if (values.size() != 1) refuse(bad("bad_value", "since", "give the number of one generation"));
  if (const auto refusal = read_number("since", values.front(), 0, kMaxGeneration, since)) refuse(*refusal);
  if (since > asked.snapshot->manifest.number)
    refuse(bad("bad_value", "since", fmt::format("there is no generation {} yet; the present one is {}", since, asked.snapshot->manifest.number)));
  return static_cast<std::uint32_t>(since);
}

// The file of the newest generation tells of all before: that of the open one may be gone by now.
schema::ChangesSince changes_since(std::uint32_t since, const Asked& asked) {
  const auto current = schema::current_generation(asked.index);
  if (!current) throw schema::DamagedIndex("the index has gone");
  return schema::read_changes(*current, since, asked.snapshot->manifest.number);
}

Reply forgotten(std::uint32_t since, std::uint32_t oldest) {
  const std::string message = fmt::format("since: what changed after generation {} is not known any more, only what did after {}; take an export", since, oldest);
  Reply reply = refused({410, "changes_forgotten", message, "since", {}}, "/api/");
  reply.body = dump({{"error", {{"code", "changes_forgotten"}, {"message", message}, {"param", "since"}, {"oldest", oldest}}}});
  return reply;
}

Json ids(const schema::Changes& changes, Change kind) {
  Json list = Json::array();
  for (const auto& [id, one] : changes)
    if (one == kind) list.push_back(id);
  return list;
}

}  // namespace

Reply answer_changes(const Asked& asked) {
  const std::uint32_t since = since_asked(asked);
  schema::ChangesSince found = changes_since(since, asked);
  if (!found.changes) return forgotten(since, found.oldest);
  for (const std::string& id : asked.snapshot->withheld_articles) schema::follow(*found.changes, id, Change::removed);
  return json_reply(dump({{"since", since},
                          {"generation", asked.snapshot->manifest.number},
                          {"new", ids(*found.changes, Change::added)},
                          {"updated", ids(*found.changes, Change::updated)},
                          {"removed", ids(*found.changes, Change::removed)},
                          {"index", index_of(asked.shown())}}));
}

std::string note_of_later_changes(const Asked& asked) {
  const auto current = schema::current_generation(asked.index);
  const auto counts = current ? schema::count_changes_after(*current, *asked.request.as_of) : schema::ChangeCounts();
  return fmt::format("as_of: articles first indexed by then, as they stand now; since then, in the whole archive, {}{} updated and {} removed: "
                     "what was updated shows as it is now, what was removed does not show",
                     counts.whole ? "" : "at least ", counts.updated, counts.removed + asked.snapshot->withheld_articles.size());
}

}  // namespace dispatches::http

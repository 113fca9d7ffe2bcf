#include "searchd/http/service.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <spdlog/spdlog.h>
#include <xxhash.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "indexer/schema/encoding.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/http/openapi.hpp"
#include "searchd/http/plain.hpp"

namespace dispatches::http {

namespace {

constexpr std::string_view kApi = "/api/v1/", kIndexPath = "/api/v1/index";

const Refusal kNoIndex = {503, "no_index", "there is no index yet; `indexer update --db DIR PATH...` makes one, and it is picked up by itself", {},
                          {{"Retry-After", "5"}}};
const Refusal kBrokenIndex = {503, "index_unreadable", "the index cannot be read at the moment; `indexer check --db DIR` says what is wrong", {},
                              {{"Retry-After", "10"}}};
const Refusal kTooSlow = {503, "time_limit", "this takes more work than one request may cost; ask for less: rarer words, fewer of them, a narrower filter", {},
                          {{"Retry-After", "10"}}};
const Refusal kDefect = {500, "internal", "something went wrong inside the program; the log of the daemon says when", {}, {}};
const Refusal kNotFound = {404, "not_found", "there is no such address", {}, {}};

Reply text_reply(int status, std::string text) { return {status, "text/plain; charset=utf-8", std::move(text), {}, {{"Cache-Control", "no-store"}}, {}}; }

Reply not_modified(std::string etag) { return {304, {}, {}, std::move(etag), {{"Cache-Control", "no-cache"}}, {}}; }

std::string weak_etag(std::string_view of) { return fmt::format("W/\"{:016x}\"", XXH3_64bits(of.data(), of.size())); }

// From the body of a POST and from the address else.
std::variant<Parameters, Refusal> parameters_of(const Question& question, const Route& route) {
  if (question.method != "POST") return question.parameters;
  if (question.target.find('?') != std::string::npos)
    return Refusal{400, "bad_request", "a POST takes its parameters from the body, not from the address", {}, {}};
  return parameters_of_json(question.body, route.post_only ? route.own : std::vector<std::string>());
}

// What breaks after the reply has begun can only be cut short.
Pieces guarded(Pieces pieces, std::string path) {
  return [pieces = std::move(pieces), path = std::move(path)](std::string& into) {
    std::string failure;
    try {
      return pieces(into);
    } catch (const Xapian::Error& error) {
      failure = error.get_description();
    } catch (const std::exception& error) {
      failure = error.what();
    }
    spdlog::error("{} is cut short: {}", path.substr(0, 60), failure);
    return Piece::broken;
  };
}

void widen(IndexFacts& facts, std::int64_t published) {
  if (published == search::kUndated) return;
  const text::sys_seconds time{std::chrono::seconds(published)};
  facts.first = std::min(facts.first.value_or(time), time);
  facts.last = std::max(facts.last.value_or(time), time);
}

IndexFacts gather(const search::Snapshot& snapshot) {
  IndexFacts facts;
  std::vector<bool> has_source(snapshot.sources.size());
  for (const search::Segment& segment : snapshot.segments)
    segment.live.each([&](std::size_t document) {
      widen(facts, segment.raw->published[document]);
      has_source[segment.raw->source[document]] = true;
    });
  std::set<std::pair<std::string, std::string>> sources;  // by name
  for (std::size_t i = 0; i < has_source.size(); ++i)
    if (has_source[i] && !snapshot.source_ids[i].empty()) sources.emplace(snapshot.source_names[i], snapshot.source_ids[i]);
  for (const auto& [name, id] : sources) facts.sources.push_back({id, name});
  facts.languages = snapshot.archive_languages;
  facts.entities = static_cast<std::size_t>(std::count_if(snapshot.articles_naming.begin(), snapshot.articles_naming.end(), [](std::uint32_t articles) { return articles > 0; }));
  return facts;
}

}  // namespace

Reply refused(const Refusal& refusal, std::string_view path) {
  Reply reply = text_reply(refusal.status, refusal.message + "\n");
  if (path.starts_with("/api/")) reply.body = error_json(refusal), reply.content_type = "application/json";
  reply.headers.insert(reply.headers.end(), refusal.headers.begin(), refusal.headers.end());
  return reply;
}

namespace {

// With the files of the page together, and whatever is nowhere.
constexpr std::string_view kPage = "page", kNowhere = "none";

std::vector<std::string_view> counted_addresses() {
  std::vector<std::string_view> all = Service::addresses();
  all.insert(all.end(), {kPage, kNowhere});
  return all;
}

ServiceOptions tidy(ServiceOptions options) {
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  return options;
}

}  // namespace

Service::Service(search::Searcher& searcher, const Page& page, ServiceOptions options)
    : searcher_(searcher), page_(page), options_(tidy(std::move(options))), description_(openapi_json(options_.version, options_.base_url)),
      metrics_(counted_addresses()) {}

Reply Service::answer(const Question& question) const {
  const auto began = std::chrono::steady_clock::now();
  ++metrics_.in_flight;
  Reply reply = guarded_answer(question);
  --metrics_.in_flight;
  metrics_.count_reply(address_of(question.path), reply.status, std::chrono::steady_clock::now() - began);
  return reply;
}

Reply Service::guarded_answer(const Question& question) const {
  try {
    Reply reply = route(question);
    if (reply.rest) reply.rest = guarded(std::move(reply.rest), question.path);
    return reply;
  } catch (const query::TooSlow&) {
    spdlog::warn("answering {}: given up after {} ms of work", question.path.substr(0, 60), options_.cpu_limit.count());
    return refused(kTooSlow, question.path);
  } catch (const schema::DamagedIndex& error) {
    spdlog::error("answering {}: {}", question.path.substr(0, 60), error.what());
    return refused(kBrokenIndex, question.path);
  } catch (const Xapian::Error& error) {
    spdlog::error("answering {}: {}", question.path.substr(0, 60), error.get_description());
    return refused(kBrokenIndex, question.path);
  } catch (const std::exception& error) {
    spdlog::error("answering {}: {}", question.path.substr(0, 60), error.what());
    return refused(kDefect, question.path);
  }
}

Reply Service::route(const Question& question) const {
  if (question.path.starts_with("/api/")) return api(question);
  for (const Plain& one : plain())
    if (one.path == question.path) return (this->*one.answer)(question);
  if (const auto behind = question_behind(question)) return plain_page(question, api(*behind));
  return file(question);
}

const std::vector<Service::Plain>& Service::plain() {
  static const std::vector<Plain> kPlain = {
      {"/healthz", &Service::alive}, {"/readyz", &Service::ready}, {"/opensearch.xml", &Service::opensearch}, {"/openapi.json", &Service::openapi},
      {"/metrics", &Service::measured}};
  return kPlain;
}

std::vector<std::string_view> Service::addresses() {
  std::vector<std::string_view> all = {kIndexPath};
  for (const Route& one : routes()) all.push_back(one.path);
  for (const Plain& one : plain()) all.push_back(one.path);
  return all;
}

Reply Service::api(const Question& question) const {
  std::string id;
  const Route* route = route_of(question.path, id);
  const bool index_asked = question.path == kIndexPath;
  if (!route && !index_asked) return refused(kNotFound, kApi);
  const Snapshot snapshot = searcher_.snapshot();
  if (!snapshot) return refused(unreadable_ ? kBrokenIndex : kNoIndex, kApi);
  return index_asked ? index(question, *snapshot) : follow(*route, question, snapshot, std::move(id));
}

Reply Service::follow(const Route& route, const Question& question, const Snapshot& snapshot, std::string id) const {
  if (route.post_only && question.method != "POST") return refused({405, "method_not_allowed", "use POST", {}, {{"Allow", "POST"}}}, kApi);
  auto parameters = parameters_of(question, route);
  if (const Refusal* refusal = std::get_if<Refusal>(&parameters)) return refused(*refusal, kApi);
  auto own = take_own(std::get<Parameters>(parameters), route.own);
  if (const Refusal* refusal = std::get_if<Refusal>(&own)) return refused(*refusal, kApi);
  if (!route.searches)
    if (const auto refusal = refuse_any(std::get<Parameters>(parameters), route.own)) return refused(*refusal, kApi);
  auto read = read_search(std::get<Parameters>(parameters), route.defaults, route.own);
  if (const Refusal* refusal = std::get_if<Refusal>(&read)) return refused(*refusal, kApi);
  std::get<query::SearchRequest>(read).deadline = {options_.cpu_limit, options_.wall_limit};
  const std::string tag = etag(question, *snapshot);
  if (question.method != "POST" && names_etag(question.if_none_match, tag)) return not_modified(tag);
  const Asked asked{question, searcher_, snapshot, std::move(std::get<query::SearchRequest>(read)), std::move(std::get<Own>(own)),
                    text::clean(id), base_of(question), exports_, options_.index};
  try {
    Reply reply = route.answer(asked);
    if (reply.status == 200) reply.etag = tag;
    return reply;
  } catch (const search::BadRequest& bad) {
    const Refusal refusal{400, bad.code, bad.message, bad.parameter, {}};
    Reply reply = refused(refusal, kApi);
    reply.body = error_json(refusal, bad.candidates, asked.shown());
    return reply;
  }
}

// A name that no header has made up: of --base-url, else of the request, which the gate has checked on loopback addresses.
std::string Service::base_of(const Question& question) const {
  const auto is_odd = [](char c) { return !(std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']'); };
  if (!options_.base_url.empty()) return options_.base_url;
  return question.host.empty() || std::any_of(question.host.begin(), question.host.end(), is_odd) ? std::string() : "http://" + question.host;
}

Reply Service::index(const Question& question, const search::Snapshot& snapshot) const {
  if (const auto refusal = refuse_any(question.parameters)) return refused(*refusal, kApi);
  const std::optional<LastRun> last_run = read_last_run(options_.index / "runs");
  std::string body = index_json(*facts(snapshot), {snapshot.manifest, snapshot.lexicon}, last_run, is_stale(snapshot, last_run));
  std::string tag = weak_etag(body);  // runs and staleness change without a new generation
  if (names_etag(question.if_none_match, tag)) return not_modified(std::move(tag));
  Reply reply = json_reply(std::move(body));
  reply.etag = std::move(tag);
  return reply;
}

Reply Service::alive(const Question&) const { return text_reply(200, "alive\n"); }

Reply Service::ready(const Question&) const {
  const Snapshot snapshot = searcher_.snapshot();
  if (!snapshot) return refused(unreadable_ ? kBrokenIndex : kNoIndex, "/readyz");
  return text_reply(200, fmt::format("generation {} with {} articles is open\n", snapshot->manifest.number, snapshot->manifest.articles));
}

// How a browser searches here (OpenSearch 1.1, draft 6).
Reply Service::opensearch(const Question& question) const {
  std::string body = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
                     "  <ShortName>Dispatches</ShortName>\n  <Description>Full-text search over conflict coverage</Description>\n"
                     "  <InputEncoding>UTF-8</InputEncoding>\n";
  body += fmt::format("  <Url type=\"text/html\" template=\"{0}/?q={{searchTerms}}\"/>\n"
                      "  <Url type=\"application/atom+xml\" template=\"{0}/api/v1/feed.atom?q={{searchTerms}}\"/>\n</OpenSearchDescription>\n",
                      text::replaced(base_of(question), "&", "&amp;"));
  return {200, "application/opensearchdescription+xml", std::move(body), {}, {{"Cache-Control", "no-cache"}}, {}};
}

Reply Service::openapi(const Question& question) const {
  const std::string tag = weak_etag(description_);
  if (names_etag(question.if_none_match, tag)) return not_modified(tag);
  Reply reply = json_reply(description_);
  reply.etag = tag;
  return reply;
}

std::size_t Service::address_of(std::string_view path) const {
  static const std::vector<std::string_view> kAll = counted_addresses();
  std::string id;
  const Route* route = route_of(path, id);
  const std::string_view pattern = route ? route->path : page_.file(path) ? kPage : path;
  const auto found = std::find(kAll.begin(), kAll.end() - 1, pattern);
  return static_cast<std::size_t>(found - kAll.begin());
}

Reply Service::measured(const Question&) const {
  std::string body = metrics_.text() + index_metrics();
  return {200, "text/plain; version=0.0.4; charset=utf-8", std::move(body), {}, {{"Cache-Control", "no-store"}}, {}};
}

// What is not known is left out.
std::string Service::index_metrics() const {
  const auto seconds = [](text::sys_seconds time) { return static_cast<double>(time.time_since_epoch().count()); };
  std::string out = fmt::format("# HELP dispatches_build_info The program.\n# TYPE dispatches_build_info gauge\ndispatches_build_info{{version={}}} 1\n", label(options_.version));
  out += gauge("dispatches_exports_running", "Exports under way.", exports_->load());
  const std::optional<LastRun> run = read_last_run(options_.index / "runs");
  if (run && run->finished) out += gauge("dispatches_indexer_last_run_timestamp_seconds", "When the last run of the indexer ended.", seconds(*run->finished));
  if (run && run->status) out += gauge("dispatches_indexer_last_run_status", "Exit status of that run: 0 and 1 are well.", *run->status);
  const Snapshot snapshot = searcher_.snapshot();
  out += gauge("dispatches_index_open", "1 with an index open.", snapshot ? 1 : 0);
  if (!snapshot) return out;
  out += gauge("dispatches_index_generation", "Generation that is served.", snapshot->manifest.number);
  out += gauge("dispatches_index_articles", "Articles in it.", snapshot->manifest.articles);
  out += gauge("dispatches_index_built_timestamp_seconds", "When it was built.", seconds(snapshot->manifest.built));
  out += gauge("dispatches_index_stale", "1 if it is older than --stale-after.", is_stale(*snapshot, run) ? 1 : 0);
  const std::chrono::duration<double> age = std::chrono::steady_clock::now() - opened_.load();
  return out + gauge("dispatches_snapshot_age_seconds", "How long it has been open here.", age.count());
}

Reply Service::file(const Question& question) const {
  const Reply* file = page_.file(question.path);
  if (!file) return refused(kNotFound, "/");
  Reply reply = file == page_.file("/") ? with_plain_address(*file, question.target) : *file;
  return names_etag(question.if_none_match, reply.etag) ? not_modified(reply.etag) : reply;
}

std::string Service::etag(const Question& question, const search::Snapshot& snapshot) const {
  return weak_etag(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", options_.version, snapshot.manifest.index_id, snapshot.edition(),
                               text::format_time(snapshot.manifest.built), snapshot.lexicon.fingerprint, question.target, question.body));
}

// A night that found nothing new leaves the generation as it was: the run counts, if there is one.
bool Service::is_stale(const search::Snapshot& snapshot, const std::optional<LastRun>& last_run) const {
  text::sys_seconds fresh = snapshot.manifest.built;
  if (last_run && last_run->went_well && last_run->finished) fresh = std::max(fresh, *last_run->finished);
  return std::chrono::system_clock::now() - fresh > options_.stale_after;
}

std::shared_ptr<const IndexFacts> Service::facts(const search::Snapshot& snapshot) const {
  const std::lock_guard lock(mutex_);
  if (!facts_ || facts_edition_ != snapshot.edition()) {
    facts_ = std::make_shared<IndexFacts>(gather(snapshot));
    facts_edition_ = snapshot.edition();
  }
  return facts_;
}

void Service::refresh() {
  std::string failure;
  try {
    if (searcher_.refresh()) {
      opened_ = std::chrono::steady_clock::now();
      const Snapshot snapshot = searcher_.snapshot();
      spdlog::info("generation {} with {} articles is open", snapshot->manifest.number, snapshot->manifest.articles);
      if (!snapshot->loaded_names.unmapped.empty()) spdlog::warn("names were read from the lexicon's tables, which takes longer and more memory; 'indexer relink' makes its image again: {}", snapshot->loaded_names.unmapped);
      malloc_trim(0);  // opening takes a third more than what stays
    }
  } catch (const Xapian::Error& error) {
    failure = error.get_description();
  } catch (const std::exception& error) {
    failure = error.what();
  }
  if (!failure.empty() && failure != last_failure_) spdlog::error("opening the index: {}", failure);
  last_failure_ = failure;
  unreadable_ = !failure.empty();
}

}  // namespace dispatches::http

// `indexer explain`: each article as analysed, one JSON object a line.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "indexer/articles/fingerprint.hpp"
#include "indexer/pipeline/annotate.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/sources.hpp"
#include "indexer/schema/story_words.hpp"

namespace dispatches::pipeline {

using nlohmann::ordered_json;
using schema::Section;
using schema::SectionKind;
using schema::StoredArticle;

namespace {

constexpr std::string_view kFieldNames[] = {"title", "body", "caption"};

// The sections of one kind joined by line ends, and where each of them came from: offsets shown are into that field.
struct Field {
  std::string text;
  std::vector<std::pair<const Section*, std::size_t>> begins;  // section, its beginning in `text`
};

Field field_of(const StoredArticle& stored, SectionKind kind) {
  Field field;
  for (const Section& section : stored.sections) {
    if (section.kind != kind) continue;
    if (!field.text.empty()) field.text += '\n';
    field.begins.emplace_back(&section, field.text.size());
    field.text += stored.text.substr(section.begin, section.end - section.begin);
  }
  return field;
}

// Adds field, begin and end of a run of the article's text. It may cross sections of one field.
void place(ordered_json& json, const std::array<Field, 3>& fields, std::uint32_t from, std::uint32_t to) {
  for (std::size_t kind = 0; kind < fields.size(); ++kind)
    for (const auto& [section, begin] : fields[kind].begins) {
      if (section->begin <= from && from < section->end) json["field"] = kFieldNames[kind], json["begin"] = begin + from - section->begin;
      if (section->begin < to && to <= section->end) json["end"] = begin + to - section->begin;
    }
}

ordered_json mention_json(const entities::Mention& mention, const std::array<Field, 3>& fields, const entities::Matcher& matcher, text::Analyzer& analyzer) {
  ordered_json json = {{"type", mention.type ? names::type_name(*mention.type) : ""}, {"text", mention.surface}};
  place(json, fields, mention.begin, mention.end);
  const entities::Entity* entity = matcher.resolve(mention.effective(), analyzer);
  json["entity"] = entity ? ordered_json(entity->id) : ordered_json(nullptr);
  return json;
}

// `begin`, `end`: from the first part to the last, in the field it stands in.
ordered_json quote_json(const schema::StoredQuote& quote, const AnnotatedArticle& annotated, const std::array<Field, 3>& fields,
                        const entities::Matcher& matcher, text::Analyzer& analyzer) {
  const StoredArticle& stored = annotated.stored;
  ordered_json json = {{"quote", schema::words_of(stored, quote)}, {"direct", quote.direct}, {"speaker", nullptr}};
  if (quote.speaker) {
    const entities::Mention& mention = annotated.mentions[*quote.speaker];
    const entities::Entity* entity = matcher.resolve(mention.effective(), analyzer);
    json["speaker"] = {{"id", entity ? ordered_json(entity->id) : ordered_json(nullptr)}, {"name", mention.effective()}};
  }
  if (quote.as_written.begin < quote.as_written.end) json["as_written"] = stored.slice(quote.as_written);
  if (quote.verb.begin < quote.verb.end) json["verb"] = stored.slice(quote.verb);
  json["sentence"] = stored.slice(quote.sentence);
  place(json, fields, quote.parts.front().begin, quote.parts.back().end);
  return json;
}

ordered_json article_json(const articles::Article& article, const Annotator& annotator, text::Analyzer& analyzer) {
  const AnnotatedArticle annotated = annotator.annotate(article, analyzer);
  const StoredArticle& stored = annotated.stored;
  const std::array<Field, 3> fields = {field_of(stored, SectionKind::title), field_of(stored, SectionKind::body), field_of(stored, SectionKind::caption)};
  ordered_json json = {{"id", stored.id}, {"title", std::string(stored.title()) + (stored.title_cut() ? "…" : "")}, {"title_derived", stored.title_derived}};
  if (!stored.url.empty()) json["url"] = stored.url;
  if (!stored.source.empty()) {
    const names::NewSource source = source_of(stored.source, annotator.catalogue());
    json["source"] = {{"id", source.id}, {"name", source.name}};
  }
  json["author"] = stored.authors;
  if (stored.published) {
    json["published"] = text::format_date(*stored.published);
    json["published_precision"] = text::precision_name(stored.published->precision);
  }
  if (!stored.language.empty()) json["language"] = stored.language;
  json["body"] = fields[1].text;
  json["caption"] = fields[2].text;
  json["mentions"] = ordered_json::array();
  for (const entities::Mention& mention : annotated.mentions) json["mentions"].push_back(mention_json(mention, fields, annotator.matcher(), analyzer));
  json["topics"] = stored.topics;
  json["quotes"] = ordered_json::array();
  for (const schema::StoredQuote& quote : stored.quotes) json["quotes"].push_back(quote_json(quote, annotated, fields, annotator.matcher(), analyzer));
  const std::vector<std::string> bands = articles::bands_of(schema::story_words(stored, analyzer));
  json["story"] = bands.empty() ? ordered_json(nullptr) : ordered_json(fmt::format("{}", fmt::join(bands, " ")));
  return json;
}

void explain_file(const articles::Input& input, const Annotator& annotator, text::Analyzer& analyzer, std::ostream& out) {
  const auto say = [&](const ordered_json& json) { out << json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n'; };
  const auto say_rejected = [&](const Rejection& rejection) { say({{"rejected", {{"where", rejection.where}, {"reason", rejection.reason}}}}); };
  const articles::Reader* reader = articles::reader_for(input.path);
  if (!reader) return say_rejected({input.path.string(), "it is of no known kind"});
  try {
    reader->split(
        input,
        [&](articles::RawRecord record) {
          const auto article = reader->parse(input, record, {});
          if (article) say(article_json(*article, annotator, analyzer));
          else say_rejected(article.rejection());
          return true;
        },
        say_rejected);
  } catch (const std::runtime_error& error) {
    say_rejected({input.path.string(), error.what()});
  }
}

}  // namespace

void explain(const std::vector<std::filesystem::path>& files, const KnowledgeFiles& knowledge_files, std::ostream& out) {
  const Knowledge knowledge(knowledge_files, {}, nullptr);
  const Annotator& annotator = knowledge.annotator();
  text::Analyzer analyzer;
  for (const std::filesystem::path& file : files)
    for (const articles::Input& input : articles::files_below(file)) explain_file(input, annotator, analyzer, out);
}

}  // namespace dispatches::pipeline

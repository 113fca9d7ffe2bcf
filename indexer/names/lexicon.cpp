#include "indexer/names/lexicon.hpp"

#include <algorithm>

namespace dispatches::names {

namespace {

std::string_view in_language(const KeptRows<LexiconText>& texts, std::string_view language, std::string_view otherwise) {
  for (const std::string_view wanted : {language, std::string_view("en")})
    for (const LexiconText& one : texts)
      if (one.language == wanted) return one.text;
  return otherwise;
}

// Of rows in order of a text: the row that has it.
template <class Row>
const Row* row_with(const KeptRows<Row>& rows, KeptText Row::* text, std::string_view wanted) {
  const auto found = std::lower_bound(rows.begin(), rows.end(), wanted, [&](const Row& row, std::string_view asked) { return row.*text < asked; });
  return found != rows.end() && found->*text == wanted ? &*found : nullptr;
}

}  // namespace

const std::string& NewEntity::name(const std::string& language) const {
  for (const std::string& wanted : {language, std::string("en")})
    if (const auto found = names.find(wanted); found != names.end()) return found->second;
  return names.empty() ? id : names.begin()->second;
}

std::string_view LexiconEntity::name(std::string_view language) const { return in_language(names, language, names.empty() ? id.view() : names.front().text.view()); }

std::string_view LexiconEntity::description(std::string_view language) const { return details ? in_language(details->descriptions, language, {}) : std::string_view(); }

std::string_view LexiconTopic::name(std::string_view language) const { return in_language(names, language, id); }

LexiconReason::operator Reason() const { return {std::string(by), score, std::string(with), std::string(who), std::string(why)}; }

EntityOrdinal Lexicon::entity_of(MentionId mention) const { return mention < meant.size() ? meant[mention] : kNobody; }

EntityOrdinal Lexicon::entity_of(MentionId mention, std::string_view article) const {
  const auto before = [](const LexiconException& exception, const auto& wanted) { return std::pair(exception.article.view(), exception.mention) < wanted; };
  const auto found = std::lower_bound(exceptions.begin(), exceptions.end(), std::pair(article, mention), before);
  const bool is_exception = found != exceptions.end() && found->article == article && found->mention == mention;
  return is_exception ? found->entity : entity_of(mention);
}

EntityOrdinal Lexicon::entity_named(std::string_view id) const {
  const LexiconId* const found = row_with(ids, &LexiconId::id, id);
  return found ? found->entity : kNobody;
}

const LexiconMeaning* Lexicon::meaning(SpellingId spelling, EntityType type) const {
  const auto before = [](const LexiconMeaning& meaning, const auto& wanted) { return std::pair(meaning.spelling, meaning.type) < wanted; };
  const auto found = std::lower_bound(meanings.begin(), meanings.end(), std::pair(spelling, type), before);
  return found != meanings.end() && found->spelling == spelling && found->type == type ? &*found : nullptr;
}

const LexiconSource* Lexicon::source(std::string_view stated) const { return row_with(sources, &LexiconSource::stated, stated); }

std::optional<EntityType> Lexicon::type_of(MentionId mention) const {
  const MentionRecord& record = mentions[mention];
  return record.plain && record.type ? record.type : spellings[record.effective()].type;
}

}  // namespace dispatches::names

#include "indexer/recogniser/name_merging.hpp"

#include <algorithm>

namespace dispatches::recogniser {
namespace {

class Merging {
 public:
  Merging(const entities::TextToMatch& input, const ArticleForms& article, const std::vector<ArticleName>& names,
          const std::vector<entities::Mention>& known)
      : input_(input), article_(article), names_(names), known_(known), dropped_(known.size()) {}

  std::vector<entities::Mention> run() {
    std::vector<entities::Mention> result;
    for (const auto& name : names_)
      if (auto mention = settled(name)) result.push_back(std::move(*mention));
    for (std::size_t i = 0; i < known_.size(); ++i)
      if (!dropped_[i]) result.push_back(known_[i]);
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return result;
  }

 private:
  std::uint32_t begin_of(const NameSpan& span) const { return article_.words[span.first].begin; }
  std::uint32_t end_of(const NameSpan& span) const { return article_.words[span.end - 1].end; }

  // Numbers of the catalogue's mentions that share bytes with it: half-open.
  std::pair<std::size_t, std::size_t> overlapped(const NameSpan& span) const {
    const auto first =
        std::partition_point(known_.begin(), known_.end(), [&](const entities::Mention& m) { return m.end <= begin_of(span); });
    const auto last =
        std::partition_point(first, known_.end(), [&](const entities::Mention& m) { return m.begin < end_of(span); });
    return {static_cast<std::size_t>(first - known_.begin()), static_cast<std::size_t>(last - known_.begin())};
  }

  std::optional<entities::Mention> settled(const ArticleName& name) {
    const auto [first, last] = overlapped(name.span);
    if (name.span.type == NameType::other) return drop_inside(name.span, first, last);
    if (first == last) return mention_of(name);
    if (!is_more_than(name.span, first, last)) return std::nullopt;
    auto mention = mention_of(name);
    const auto& known = known_[first];
    if (name.span.type == NameType::person && known.type == entities::EntityType::person && last - first == 1 &&
        known.surface.find(' ') != std::string::npos)
      mention.antecedent = known.effective();
    for (auto i = first; i < last; ++i) dropped_[i] = true;
    return mention;
  }

  // Whether the name holds these of the catalogue and words of its own: "House of Commons of Canada" does,
  // "Russia-China" does not.
  bool is_more_than(const NameSpan& span, std::size_t first, std::size_t last) const {
    if (dropped_[first] || known_[first].begin < begin_of(span) || known_[last - 1].end > end_of(span)) return false;
    auto known = first;
    for (auto word = span.first; word < span.end; ++word) {
      while (known < last && known_[known].end <= article_.words[word].begin) ++known;
      const bool covered = known < last && known_[known].begin < article_.words[word].end;
      if (!covered && is_word(article_.words[word]) && !is_mere_joint(word)) return true;
    }
    return false;
  }

  bool is_mere_joint(std::size_t word) const {
    static const auto kAnd = word_hash("and"), kThe = word_hash("the");
    return article_.lexeme(word).hash == kAnd || article_.lexeme(word).hash == kThe;
  }

  // "Treaty of Lisbon" is no place.
  std::optional<entities::Mention> drop_inside(const NameSpan& span, std::size_t first, std::size_t last) {
    for (auto i = first; i < last; ++i)
      dropped_[i] = dropped_[i] || (begin_of(span) <= known_[i].begin && known_[i].end <= end_of(span) &&
                                    end_of(span) - begin_of(span) > known_[i].end - known_[i].begin + 1);
    return std::nullopt;
  }

  entities::Mention mention_of(const ArticleName& name) const {
    entities::Mention mention;
    mention.begin = begin_of(name.span);
    mention.end = end_of(name.span);
    mention.surface = surface(name.span);
    mention.type = static_cast<entities::EntityType>(name.span.type);
    mention.plain = name.span.plain;
    if (name.fuller) mention.antecedent = surface(names_[*name.fuller].span);
    return mention;
  }

  std::string surface(const NameSpan& span) const {
    return std::string(input_.text.substr(begin_of(span), end_of(span) - begin_of(span)));
  }

  const entities::TextToMatch& input_;
  const ArticleForms& article_;
  const std::vector<ArticleName>& names_;
  const std::vector<entities::Mention>& known_;
  std::vector<bool> dropped_;
};

}  // namespace

std::vector<entities::Mention> merged(const entities::TextToMatch& input, const ArticleForms& article,
                            const std::vector<ArticleName>& names, const std::vector<entities::Mention>& known) {
  return Merging(input, article, names, known).run();
}

}  // namespace dispatches::recogniser

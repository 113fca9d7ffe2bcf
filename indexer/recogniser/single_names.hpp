// One name by itself: cut to what belongs to it, and its type as far as its own words and those beside it tell. What
// the other names of the article say of it comes later (article_pass). Internal to this room.
#pragma once

#include <vector>

#include "indexer/recogniser/tagging.hpp"

namespace dispatches::recogniser {

class SingleNames {
 public:
  explicit SingleNames(const ArticleForms& article) : article_(article) {}

  // What remains of each name: nothing, the name, or two ("Red Cross Peter Maurer"). In order.
  std::vector<NameSpan> settled(const std::vector<NameSpan>& names) const;

  std::size_t surname_word(const NameSpan& person) const;  // the last, but for Jr. and Sr.
  bool is_listed(const NameSpan& span, List list) const;   // as a whole
  bool is_listed_organisation(const NameSpan& span) const;
  bool is_force(const NameSpan& span) const;
  bool in(std::size_t word, List list) const { return (article_.lexeme(word).lists & in_list(list)) != 0; }
  static std::size_t length(const NameSpan& span) { return span.end - span.first; }

 private:
  std::uint64_t hash(std::size_t word) const { return article_.lexeme(word).hash; }
  void trim(NameSpan& span) const;
  void cut_at_mark(NameSpan& span) const;
  void cut_at_small_word(NameSpan& span) const;
  void settle_article(NameSpan& span) const;
  void trim_person(NameSpan& span) const;
  void trim_people(NameSpan& span) const;
  bool is_second_half_of_given_name(std::size_t word) const;
  bool begins_with_country(const NameSpan& span) const;
  std::size_t person_behind(const NameSpan& span) const;
  bool is_no_name(const NameSpan& span) const;
  bool is_foreign(const NameSpan& span) const;
  void settle_type(NameSpan& span) const;
  bool is_organisation_of_place(const NameSpan& span) const;
  bool is_people(const NameSpan& span) const;
  bool is_of_another_kind(const NameSpan& span) const;
  bool has_title_before(const NameSpan& span) const;

  const ArticleForms& article_;
};

}  // namespace dispatches::recogniser

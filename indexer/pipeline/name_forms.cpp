#include "indexer/pipeline/name_forms.hpp"

#include "indexer/names/case_forms.hpp"

namespace dispatches::pipeline {

std::string alias_key(std::string_view name, text::Analyzer& analyzer) {
  std::string key;
  for (const text::Token& token : text::tokenize(name)) {
    if (!key.empty()) key += ' ';
    key += names::case_key(analyzer.fold(name.substr(token.begin, token.end - token.begin)));
  }
  return key;
}

bool is_form_of(std::string_view name, std::string_view written, text::Analyzer& analyzer) {
  const auto words = text::tokenize(name), forms = text::tokenize(written);
  if (words.size() != forms.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = analyzer.fold(name.substr(words[i].begin, words[i].end - words[i].begin));
    const std::string& form = analyzer.fold(written.substr(forms[i].begin, forms[i].end - forms[i].begin));
    if (word != form && !(text::script_of(word) == text::Script::cyrillic && names::is_case_form(word, form))) return false;
  }
  return true;
}

}  // namespace dispatches::pipeline

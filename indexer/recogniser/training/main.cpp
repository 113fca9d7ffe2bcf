// train_recogniser: weights of the recogniser from annotated corpora, and how well a model does on others.
//
//   train_recogniser --model FOLDER TRAIN.conll…            trains with FOLDER/lists, writes FOLDER/names.crf
//   train_recogniser --model FOLDER --test TEST.conll…      measures
//   train_recogniser --model FOLDER --read TEXT…            shows the names in plain texts
// Options: --catalogue FOLDER (measure with the catalogue's names in, as the indexer finds them), --runs N, --epochs N,
// --rate X, --l1 X, --least N, --dropout X, --seed N, --show (what was missed and what was wrong). Both may be done in
// one call: training first.
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "indexer/recogniser/recogniser.hpp"
#include "indexer/recogniser/training/crf_trainer.hpp"
#include "indexer/recogniser/training/gold_tags.hpp"
#include "indexer/recogniser/training/score.hpp"
#include "indexer/text/utf8.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::entities;
using namespace dispatches::recogniser;
using namespace dispatches::recogniser::training;
namespace fs = std::filesystem;

struct Options {
  fs::path model, catalogue;
  std::vector<fs::path> train, test, texts;
  TrainerSettings trainer;
  bool show = false;
};

Options options_of(int count, char** words) {
  Options options;
  auto* files = &options.train;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const auto value = [&] {
      if (i + 1 >= count) throw std::runtime_error(fmt::format("{} needs a value", word));
      return std::string(words[++i]);
    };
    if (word == "--model")
      options.model = value();
    else if (word == "--catalogue")
      options.catalogue = value();
    else if (word == "--epochs")
      options.trainer.epochs = std::stoi(value());
    else if (word == "--runs")
      options.trainer.runs = std::stoi(value());
    else if (word == "--rate")
      options.trainer.rate = std::stod(value());
    else if (word == "--l1")
      options.trainer.l1 = std::stod(value());
    else if (word == "--dropout")
      options.trainer.dropout = std::stod(value());
    else if (word == "--least")
      options.trainer.least_count = static_cast<std::uint32_t>(std::stoul(value()));
    else if (word == "--seed")
      options.trainer.seed = std::stoull(value());
    else if (word == "--show")
      options.show = true;
    else if (word == "--test")
      files = &options.test;
    else if (word == "--train")
      files = &options.train;
    else if (word == "--read")
      files = &options.texts;
    else if (word.starts_with("--"))
      throw std::runtime_error(fmt::format("unknown option {}", word));
    else
      files->push_back(word);
  }
  if (options.model.empty()) throw std::runtime_error("--model FOLDER is needed");
  return options;
}

// A document as the indexer would hand it to the recogniser.
struct Input {
  explicit Input(const std::string& content)
      : tokens(text::tokenize(content)),
        begins(line_begins(content)),
        to_match{content, tokens, begins, "en", std::nullopt} {}
  static std::vector<std::uint32_t> line_begins(const std::string& content) {
    std::vector<std::uint32_t> begins = {0};
    for (std::size_t i = 0; i + 1 < content.size(); ++i)
      if (content[i] == '\n') begins.push_back(static_cast<std::uint32_t>(i + 1));
    return begins;
  }
  std::vector<text::Token> tokens;
  std::vector<std::uint32_t> begins;
  TextToMatch to_match;
};

void add_stretches(const Document& document, const WordLists& lists, text::Analyzer& analyzer,
                   std::vector<TaggedStretch>& stretches) {
  const Input input(document.text);
  const ArticleForms article(input.to_match, english_words(input.to_match), lists, analyzer);
  const auto tags = gold_tags(document, article);
  for (const auto& stretch : stretches_of(article)) {
    auto& tagged = stretches.emplace_back();
    for (auto word = stretch.first; word < stretch.end; ++word) {
      auto& features = tagged.features.emplace_back();
      add_form_features(article, article.form_of[word], features);
      add_place_features(article, word, features);
      tagged.tags.push_back(tags[word]);
    }
  }
}

void train_model(const Options& options) {
  const WordLists lists(options.model / "lists");
  text::Analyzer analyzer;
  std::vector<TaggedStretch> stretches;
  for (const auto& file : options.train)
    for (const auto& document : read_conll(file)) add_stretches(document, lists, analyzer, stretches);
  fmt::print("{} stretches\n", stretches.size());
  const auto report = [](int epoch, double loss) { fmt::print("epoch {}: loss {:.4f}\n", epoch, loss); };
  const auto weights = train(stretches, options.trainer, report);
  write_weights(weights, options.model / "names.crf");
  fmt::print("{} features, {} bytes\n", weights.features.size(), fs::file_size(options.model / "names.crf"));
}

void show_differences(const Document& document, const std::vector<Mention>& mentions) {
  const auto name = [&](std::size_t begin, std::size_t end) { return document.text.substr(begin, end - begin); };
  const auto around = [&](std::size_t begin, std::size_t end) {
    const auto from = begin < 40 ? 0 : begin - 40;
    auto shown = document.text.substr(from, end + 30 - from);
    for (auto& c : shown) c = c == '\n' ? '|' : c;
    return shown;
  };
  for (const auto& gold : document.names) {
    if (gold.type == NameType::other) continue;
    const bool found = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& m) {
      return m.begin == gold.begin && m.end == gold.end && m.type &&
             static_cast<int>(*m.type) == static_cast<int>(gold.type);
    });
    if (!found)
      fmt::print("- {} {}\t{}\n", kNameTypeLabels[static_cast<std::size_t>(gold.type)], name(gold.begin, gold.end),
                 around(gold.begin, gold.end));
  }
  for (const auto& mention : mentions) {
    const bool right = std::any_of(document.names.begin(), document.names.end(), [&](const GoldName& gold) {
      return mention.begin == gold.begin && mention.end == gold.end && mention.type &&
             static_cast<int>(*mention.type) == static_cast<int>(gold.type);
    });
    if (!right && mention.type)
      fmt::print("+ {} {}\t{}\n", kNameTypeLabels[static_cast<std::size_t>(*mention.type)],
                 name(mention.begin, mention.end), around(mention.begin, mention.end));
  }
}

// The names of a text as the indexer finds them.
class Finder {
 public:
  explicit Finder(const Options& options) : recogniser_(options.model) {
    if (!options.catalogue.empty()) matcher_.emplace(catalogue_.emplace(Catalogue::load(options.catalogue)));
  }
  std::vector<Mention> names_in(const TextToMatch& input) {
    const auto known = matcher_ ? matcher_->match(input, analyzer_) : std::vector<Mention>{};
    return recogniser_.names_in(input, known, analyzer_);
  }

 private:
  const Recogniser recogniser_;
  std::optional<Catalogue> catalogue_;
  std::optional<Matcher> matcher_;
  text::Analyzer analyzer_;
};

void measure(const Options& options, Finder& finder) {
  for (const auto& file : options.test) {
    Score score;
    for (const auto& document : read_conll(file)) {
      const Input input(document.text);
      const auto mentions = finder.names_in(input.to_match);
      score.add(document, mentions);
      if (options.show) show_differences(document, mentions);
    }
    fmt::print("{:24} {}\n", file.filename().string(), described(score));
  }
}

void read_texts(const Options& options, Finder& finder) {
  for (const auto& file : options.texts) {
    std::ifstream in(file);
    const auto content = text::clean(std::string(std::istreambuf_iterator<char>(in), {}));
    const Input input(content);
    for (const auto& mention : finder.names_in(input.to_match))
      fmt::print("{}\t{}\t{}{}\t{}\n", file.filename().string(), names::type_name(*mention.type), mention.surface,
                 mention.plain ? "" : "?", mention.antecedent);
  }
}

}  // namespace

int main(int count, char** words) {
  try {
    const auto options = options_of(count, words);
    if (!options.train.empty()) train_model(options);
    if (options.test.empty() && options.texts.empty()) return 0;
    Finder finder(options);
    measure(options, finder);
    read_texts(options, finder);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "train_recogniser: {}\n", error.what());
    return 2;
  }
}

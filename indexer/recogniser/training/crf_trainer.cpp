#include "indexer/recogniser/training/crf_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace dispatches::recogniser::training {
namespace {

using Row = std::array<double, kTags>;

// Smaller ones decide nothing and would only fill the file.
constexpr double kLeastWeight = 0.02;

struct TrainedWeight {
  float gradients = 0, squares = 0;
  Tag tag = 0;
};

// Features by number; of each the weights of the tags with which it was seen.
struct WeightTable {
  OpenTable<Feature> numbers;
  std::vector<Feature> features;
  std::vector<std::uint32_t> offsets;  // by feature, and the end
  std::vector<TrainedWeight> weights;
};

WeightTable table_of(const std::vector<TaggedStretch>& stretches, std::uint32_t least_count) {
  struct Count {
    std::uint32_t times = 0, tags = 0;
  };
  OpenTable<Feature> numbers(1U << 20);
  std::vector<Count> counts;
  std::vector<Feature> names;
  for (const auto& stretch : stretches)
    for (std::size_t i = 0; i < stretch.tags.size(); ++i)
      for (const auto feature : stretch.features[i]) {
        auto& number = numbers.at(feature);
        if (number == OpenTable<Feature>::kNone) {
          number = static_cast<std::uint32_t>(counts.size());
          counts.push_back({});
          names.push_back(feature);
        }
        ++counts[number].times;
        counts[number].tags |= 1U << stretch.tags[i];
      }
  WeightTable table;
  for (std::size_t number = 0; number < counts.size(); ++number) {
    if (counts[number].times < least_count) continue;
    table.numbers.at(names[number]) = static_cast<std::uint32_t>(table.features.size());
    table.features.push_back(names[number]);
    table.offsets.push_back(static_cast<std::uint32_t>(table.weights.size()));
    for (std::size_t tag = 0; tag < kTags; ++tag)
      if (counts[number].tags >> tag & 1) table.weights.push_back({0, 0, static_cast<Tag>(tag)});
  }
  table.offsets.push_back(static_cast<std::uint32_t>(table.weights.size()));
  return table;
}

class Trainer {
 public:
  Trainer(const std::vector<TaggedStretch>& stretches, const TrainerSettings& settings)
      : stretches_(stretches),
        settings_(settings),
        table_(table_of(stretches, settings.least_count)),
        random_(settings.seed) {
    steps_ = static_cast<double>(settings.epochs) * static_cast<double>(stretches.size());
    number_features();
  }

  CrfWeights run(const std::function<void(int, double)>& report) {
    for (int turn = 0; turn < settings_.runs; ++turn) {
      learn_all(report);
      add_to_sums();
    }
    return weights();
  }

 private:
  void learn_all(const std::function<void(int, double)>& report) {
    std::vector<std::uint32_t> order(stretches_.size());
    std::iota(order.begin(), order.end(), 0);
    step_ = 0;
    for (int epoch = 1; epoch <= settings_.epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_() % i]);
      double loss = 0;
      for (const auto number : order) loss += learn(number);
      report(epoch, loss / static_cast<double>(std::max<std::size_t>(1, order.size())));
    }
  }

  // And begins anew.
  void add_to_sums() {
    sums_.resize(table_.weights.size());
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      sums_[i] += static_cast<float>(value(table_.weights[i]) / settings_.runs);
      table_.weights[i].gradients = table_.weights[i].squares = 0;
    }
    for (std::size_t from = 0; from < kTags; ++from)
      for (std::size_t to = 0; to < kTags; ++to) {
        transition_sums_[from][to] += value(transitions_[from][to]) / settings_.runs;
        transitions_[from][to] = {};
      }
  }

  void number_features() {
    for (const auto& stretch : stretches_) {
      std::vector<std::vector<std::uint32_t>> words;
      for (const auto& features : stretch.features) {
        auto& numbers = words.emplace_back();
        for (const auto feature : features)
          if (const auto number = table_.numbers.find(feature); number != OpenTable<Feature>::kNone)
            numbers.push_back(number);
      }
      numbered_.push_back(std::move(words));
    }
  }

  double value(const TrainedWeight& weight) const {
    const double size = std::abs(static_cast<double>(weight.gradients)) - threshold_;
    if (size <= 0) return 0;
    const double step = settings_.rate * size / std::sqrt(static_cast<double>(weight.squares) + 1e-8);
    return weight.gradients > 0 ? -step : step;
  }

  static void update(TrainedWeight& weight, double gradient) {
    weight.gradients += static_cast<float>(gradient);
    weight.squares += static_cast<float>(gradient * gradient);
  }

  double learn(std::uint32_t number) {
    threshold_ = settings_.l1 * step_++ / steps_;
    const auto& words = settings_.dropout > 0 ? thinned(numbered_[number]) : numbered_[number];
    const auto& tags = stretches_[number].tags;
    score(words);
    forward();
    backward();
    const double loss = log_sum_ - score_of(tags);
    update_features(words, tags);
    update_transitions(tags);
    return loss;
  }

  // What is left makes up for what was left out.
  const std::vector<std::vector<std::uint32_t>>& thinned(const std::vector<std::vector<std::uint32_t>>& words) {
    const auto bar = static_cast<std::uint64_t>(settings_.dropout * 4294967296.0);
    kept_ = 1 / (1 - settings_.dropout);
    thinned_.resize(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      thinned_[i].clear();
      for (const auto feature : words[i])
        if ((random_() & 0xFFFFFFFF) >= bar) thinned_[i].push_back(feature);
    }
    return thinned_;
  }

  void score(const std::vector<std::vector<std::uint32_t>>& words) {
    scores_.assign(words.size(), Row{});
    for (std::size_t i = 0; i < words.size(); ++i)
      for (const auto feature : words[i])
        for (auto at = table_.offsets[feature]; at < table_.offsets[feature + 1]; ++at)
          scores_[i][table_.weights[at].tag] += kept_ * value(table_.weights[at]);
    for (std::size_t from = 0; from < kTags; ++from)
      for (std::size_t to = 0; to < kTags; ++to)
        moves_[from][to] = may_follow(static_cast<Tag>(from), static_cast<Tag>(to)) ? value(transitions_[from][to]) : 0;
    for (std::size_t from = 0; from < kTags; ++from)
      for (std::size_t to = 0; to < kTags; ++to)
        factors_[from][to] = may_follow(static_cast<Tag>(from), static_cast<Tag>(to)) ? std::exp(moves_[from][to]) : 0;
  }

  // Scaled at each word so that nothing overflows.
  void forward() {
    const auto size = scores_.size();
    forward_.assign(size, Row{});
    emitted_.assign(size, Row{});
    scales_.assign(size + 1, 0);
    log_sum_ = 0;
    Row before{};
    before[kOutside] = 1;
    for (std::size_t i = 0; i < size; ++i) {
      const double most = *std::max_element(scores_[i].begin(), scores_[i].end());
      log_sum_ += most;
      for (std::size_t tag = 0; tag < kTags; ++tag) emitted_[i][tag] = std::exp(scores_[i][tag] - most);
      for (std::size_t from = 0; from < kTags; ++from)
        if (before[from] > 0)
          for (std::size_t to = 0; to < kTags; ++to) forward_[i][to] += before[from] * factors_[from][to];
      double sum = 0;
      for (std::size_t tag = 0; tag < kTags; ++tag) sum += forward_[i][tag] *= emitted_[i][tag];
      for (auto& probability : forward_[i]) probability /= sum;
      scales_[i] = sum;
      log_sum_ += std::log(sum);
      before = forward_[i];
    }
    double sum = 0;
    for (std::size_t tag = 0; tag < kTags; ++tag) sum += before[tag] * factors_[tag][kOutside];
    scales_[size] = sum;
    log_sum_ += std::log(sum);
  }

  void backward() {
    const auto size = scores_.size();
    backward_.assign(size, Row{});
    for (std::size_t tag = 0; tag < kTags; ++tag) backward_[size - 1][tag] = factors_[tag][kOutside] / scales_[size];
    for (auto i = size - 1; i-- > 0;)
      for (std::size_t from = 0; from < kTags; ++from) {
        double sum = 0;
        for (std::size_t to = 0; to < kTags; ++to)
          sum += factors_[from][to] * emitted_[i + 1][to] * backward_[i + 1][to];
        backward_[i][from] = sum / scales_[i + 1];
      }
  }

  double score_of(const std::vector<Tag>& tags) const {
    double score = 0;
    Tag before = kOutside;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      score += scores_[i][tags[i]] + moves_[before][tags[i]];
      before = tags[i];
    }
    return score + moves_[before][kOutside];
  }

  void update_features(const std::vector<std::vector<std::uint32_t>>& words, const std::vector<Tag>& tags) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      Row gradient;
      for (std::size_t tag = 0; tag < kTags; ++tag) gradient[tag] = forward_[i][tag] * backward_[i][tag];
      gradient[tags[i]] -= 1;
      for (const auto feature : words[i])
        for (auto at = table_.offsets[feature]; at < table_.offsets[feature + 1]; ++at)
          if (std::abs(gradient[table_.weights[at].tag]) > 1e-6)
            update(table_.weights[at], gradient[table_.weights[at].tag]);
    }
  }

  void update_transitions(const std::vector<Tag>& tags) {
    std::array<Row, kTags> expected{};
    Row before{};
    before[kOutside] = 1;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      for (std::size_t from = 0; from < kTags; ++from)
        for (std::size_t to = 0; to < kTags; ++to)
          expected[from][to] += before[from] * factors_[from][to] * emitted_[i][to] * backward_[i][to] / scales_[i];
      before = forward_[i];
    }
    for (std::size_t tag = 0; tag < kTags; ++tag)
      expected[tag][kOutside] += before[tag] * factors_[tag][kOutside] / scales_[tags.size()];
    Tag last = kOutside;
    for (const auto tag : tags) {
      expected[last][tag] -= 1;
      last = tag;
    }
    expected[last][kOutside] -= 1;
    for (std::size_t from = 0; from < kTags; ++from)
      for (std::size_t to = 0; to < kTags; ++to)
        if (may_follow(static_cast<Tag>(from), static_cast<Tag>(to)))
          update(transitions_[from][to], expected[from][to]);
  }

  CrfWeights weights() {
    double most = 1e-6;
    for (const auto sum : sums_) most = std::max(most, std::abs(static_cast<double>(sum)));
    for (const auto& row : transition_sums_)
      for (const auto sum : row) most = std::max(most, std::abs(sum));
    CrfWeights result;
    result.scale = static_cast<float>(most / 32767);
    const auto rounded = [&](double sum) { return static_cast<std::int16_t>(std::lround(sum / most * 32767)); };
    for (std::size_t from = 0; from < kTags; ++from)
      for (std::size_t to = 0; to < kTags; ++to) result.transitions[from][to] = rounded(transition_sums_[from][to]);
    for (std::size_t feature = 0; feature < table_.features.size(); ++feature) {
      CrfWeights::OfFeature entry{table_.features[feature], {}};
      for (auto at = table_.offsets[feature]; at < table_.offsets[feature + 1]; ++at)
        if (std::abs(static_cast<double>(sums_[at])) >= kLeastWeight)
          entry.weights.push_back({rounded(sums_[at]), table_.weights[at].tag});
      if (!entry.weights.empty()) result.features.push_back(std::move(entry));
    }
    std::sort(result.features.begin(), result.features.end(),
              [](const auto& a, const auto& b) { return a.feature < b.feature; });
    return result;
  }

  const std::vector<TaggedStretch>& stretches_;
  const TrainerSettings settings_;
  WeightTable table_;
  std::array<std::array<TrainedWeight, kTags>, kTags> transitions_{};
  std::vector<std::vector<std::vector<std::uint32_t>>> numbered_;
  double step_ = 0, steps_ = 1, threshold_ = 0, log_sum_ = 0;
  std::array<Row, kTags> moves_{}, factors_{};
  std::vector<Row> scores_, forward_, backward_, emitted_;
  std::vector<double> scales_;
  std::vector<float> sums_;
  std::array<Row, kTags> transition_sums_{};
  std::mt19937_64 random_;
  double kept_ = 1;
  std::vector<std::vector<std::uint32_t>> thinned_;
};

}  // namespace

CrfWeights train(const std::vector<TaggedStretch>& stretches, const TrainerSettings& settings,
                 const std::function<void(int, double)>& report) {
  return Trainer(stretches, settings).run(report);
}

}  // namespace dispatches::recogniser::training

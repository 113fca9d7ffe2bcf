#include "indexer/names/links.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "indexer/names/forms.hpp"
#include "indexer/names/score.hpp"

namespace dispatches::names {
namespace {

constexpr std::size_t kLargestBlock = 150;  // beyond it a form is compared with its neighbours in the order of sounds only
constexpr std::size_t kNeighbours = 25;     // on each side

using Keys = std::vector<std::vector<BlockKey>>;  // by form

void find_keys(const Forms& forms, unsigned jobs, Keys& keys, const auto& wanted, const auto& keep) {
  run_on(jobs, [&](unsigned job) {
    for (std::size_t form = job; form < keys.size(); form += jobs) {
      if (!wanted(form)) continue;
      keys[form] = block_keys(forms.parsed[form]);
      std::erase_if(keys[form], [&](BlockKey key) { return !keep(key); });
    }
  });
}

// Of old forms only the keys that a fresh one has too.
Keys keys_of(const Forms& forms, NameIndex first_fresh, unsigned jobs) {
  const auto is_fresh = [&](std::size_t form) { return forms.first_name[form] >= first_fresh; };
  Keys keys(forms.parsed.size());
  find_keys(forms, jobs, keys, is_fresh, [](BlockKey) { return true; });
  if (first_fresh == 0) return keys;
  std::unordered_set<BlockKey> fresh;
  for (const auto& of_form : keys) fresh.insert(of_form.begin(), of_form.end());
  find_keys(forms, jobs, keys, [&](std::size_t form) { return !is_fresh(form); }, [&](BlockKey key) { return fresh.contains(key); });
  return keys;
}

// Which forms share a key, ascending.
class Blocks {
 public:
  explicit Blocks(Keys keys) : blocks_of_(keys.size()) {
    std::vector<std::pair<BlockKey, FormIndex>> all;
    for (FormIndex form = 0; form < keys.size(); ++form)
      for (const BlockKey key : std::exchange(keys[form], {})) all.emplace_back(key, form);
    std::sort(all.begin(), all.end());
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
      while (end < all.size() && all[end].first == all[begin].first) ++end;
      if (end - begin > 1) add(begin, end, all);
    }
  }

  // Calls `visit` with the forms that share a key with `form`, itself and some more than once among them.
  void for_candidates(FormIndex form, const auto& visit) const {
    for (const auto block : blocks_of_[form]) {
      auto begin = members_.begin() + static_cast<std::ptrdiff_t>(begins_[block]), end = members_.begin() + static_cast<std::ptrdiff_t>(ends_[block]);
      if (end - begin > static_cast<std::ptrdiff_t>(kLargestBlock)) {
        const auto self = std::lower_bound(begin, end, form);
        begin = self - std::min(self - begin, static_cast<std::ptrdiff_t>(kNeighbours));
        end = self + std::min(end - self, static_cast<std::ptrdiff_t>(kNeighbours + 1));
      }
      for (; begin != end; ++begin) visit(*begin);
    }
  }

 private:
  void add(std::size_t begin, std::size_t end, const std::vector<std::pair<BlockKey, FormIndex>>& all) {
    const auto block = static_cast<std::uint32_t>(begins_.size());
    begins_.push_back(members_.size());
    for (; begin != end; ++begin) {
      members_.push_back(all[begin].second);
      blocks_of_[all[begin].second].push_back(block);
    }
    ends_.push_back(members_.size());
  }

  std::vector<std::vector<std::uint32_t>> blocks_of_;  // by form
  std::vector<std::size_t> begins_, ends_;             // by block, in members_
  std::vector<FormIndex> members_;
};

void link_with_candidates(FormIndex form, const Blocks& blocks, const Forms& forms, NameIndex first_fresh, std::vector<FormIndex>& seen, std::vector<Link>& links) {
  blocks.for_candidates(form, [&](FormIndex other) {
    if (seen[other] == form || forms.family[other] == forms.family[form]) return;
    seen[other] = form;
    if (other > form && forms.first_name[other] >= first_fresh) return;  // it will look at this one
    const auto later = std::max(form, other), earlier = std::min(form, other);
    const Score found = score(forms.parsed[later], forms.parsed[earlier]);
    if (!is_same(found, Point::strict)) return;
    const auto [one, both] = std::minmax(forms.first_name[form], forms.first_name[other]);
    links.push_back({one, both, found.mean, found.evidence});
  });
}

}  // namespace

std::vector<Link> strict_links(const Forms& forms, NameIndex first_fresh, unsigned jobs) {
  const Blocks blocks(keys_of(forms, first_fresh, jobs));
  std::vector<std::vector<Link>> found(jobs);
  run_on(jobs, [&](unsigned job) {
    std::vector<FormIndex> seen(forms.parsed.size(), 0xffffffff);
    for (std::size_t form = job; form < forms.parsed.size(); form += jobs)
      if (forms.first_name[form] >= first_fresh) link_with_candidates(static_cast<FormIndex>(form), blocks, forms, first_fresh, seen, found[job]);
  });
  std::vector<Link> links;
  for (auto& part : found) links.insert(links.end(), part.begin(), part.end());
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) { return std::tuple(a.one, a.other) < std::tuple(b.one, b.other); });
  return links;
}

std::vector<Link> strict_links(std::span<const std::string> names, NameIndex first_fresh, unsigned jobs) {
  jobs = jobs_or_cores(jobs);
  return strict_links(forms_of(names, jobs), first_fresh, jobs);
}

}  // namespace dispatches::names

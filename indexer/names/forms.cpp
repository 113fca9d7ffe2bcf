#include "indexer/names/forms.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace dispatches::names {
namespace {

struct Entry {
  std::string family, order;  // what is equal for names of a family, of a form
  ParsedName parsed;
};

std::string written_out(const NamePart& part) {
  return part.sounds + '\t' + part.folded + '\t' + static_cast<char>('0' + static_cast<int>(part.role)) + (part.is_fathers ? "s\n" : "\n");
}

// The parts in an order of their own; then which of them stood where, and what follows from their neighbours.
Entry entry_of(const std::string& name) {
  Entry entry{{}, {}, parse_name(name)};
  if (entry.parsed.parts.empty()) entry.family = '\n' + text::fold(name);
  std::vector<std::string> parts, sorted;
  for (const auto& part : entry.parsed.parts) parts.push_back(written_out(part));
  sorted = parts;
  std::sort(sorted.begin(), sorted.end());
  for (const auto& part : sorted) entry.family += part;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto place = std::lower_bound(sorted.begin(), sorted.end(), parts[i]) - sorted.begin();
    entry.order += static_cast<char>('0' + place);
    entry.order += entry.parsed.parts[i].stem + static_cast<char>('A' + static_cast<int>(entry.parsed.parts[i].script));
  }
  return entry;
}

std::vector<Entry> entries_of(std::span<const std::string> names, unsigned jobs) {
  std::vector<Entry> entries(names.size());
  run_on(jobs, [&](unsigned job) {
    for (std::size_t i = job; i < names.size(); i += jobs) entries[i] = entry_of(names[i]);
  });
  return entries;
}

std::vector<NameIndex> sorted(const std::vector<Entry>& entries) {
  std::vector<NameIndex> order(entries.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto rank = [&](NameIndex i) { return std::tuple<const std::string&, const std::string&, NameIndex>(entries[i].family, entries[i].order, i); };
  std::sort(order.begin(), order.end(), [&](NameIndex a, NameIndex b) { return rank(a) < rank(b); });
  return order;
}

}  // namespace

Forms forms_of(std::span<const std::string> names, unsigned jobs) {
  auto entries = entries_of(names, jobs);
  Forms forms;
  forms.of_name.resize(names.size());
  const Entry* last = nullptr;
  for (const NameIndex i : sorted(entries)) {
    const bool same_family = last && last->family == entries[i].family;
    if (!same_family || last->order != entries[i].order) {
      forms.family.push_back(!last ? 0 : forms.family.back() + !same_family);
      forms.first_name.push_back(i);
    }
    forms.of_name[i] = static_cast<FormIndex>(forms.first_name.size() - 1);
    last = &entries[i];
  }
  for (const NameIndex first : forms.first_name) forms.parsed.push_back(std::move(entries[first].parsed));
  return forms;
}

}  // namespace dispatches::names

// `indexer entities`: who is in the archive, under which spellings and why, and what came in lately. Reads the generation in force; needs no lock.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "indexer/text/time.hpp"

namespace dispatches::pipeline {

enum class ListFormat { text, tsv, json };

// All throw RunStopped where there is no index.

// Every entity that some article names, most articles first.
void list_entities(const std::filesystem::path& index, ListFormat format, std::ostream& out);

// One entity with all its spellings and the reason of each: by id, a merged id, a Wikidata id or a name; several of that name one after the
// other. False if nobody is called so.
bool show_entity(const std::filesystem::path& index, const std::string& name_or_id, ListFormat format, std::ostream& out);

// Spellings first written down since `since` (absent: by the last run that brought any) that the catalogue does not know, most articles first, each
// with the nearest names of others and as override lines ready to be pasted.
void list_new_names(const std::filesystem::path& index, std::optional<text::sys_seconds> since, ListFormat format, std::ostream& out);

// Every spelling that an article has, with its entity and the reason: a line each.
void export_names(const std::filesystem::path& index, ListFormat format, std::ostream& out);

}  // namespace dispatches::pipeline

// What stands around a text and is not of it: photo credits, bylines, addresses, datelines. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/time.hpp"

namespace dispatches::articles {

// A line without the credit at its end ("[Photo/Agencies]", "(Photo: Reuters)", "Foto: dpa", "© AFP", "REUTERS/Jane
// Roe").
struct Uncredited {
  std::string text;  // empty if the line is a credit and nothing else
  bool had_credit = false;
};

// `is_caption`: the line is known to be a caption, so that a bare "(Reuters)" at its end is a credit too.
Uncredited without_credit(std::string_view line, bool is_caption);

// The names in a byline ("By Jane Roe and John Doe", "Von Jane Roe", "Автор: …"); none if the line is something else.
std::vector<std::string> names_in_byline(std::string_view line);

// Names in a statement of authors: parted at ";", "|", "and" and its like, at a comma only between full names; without
// "By"; no addresses.
std::vector<std::string> author_names(std::string_view stated);

// The domain of an e-mail or web address, if the line holds nothing else ("jonathan@mail.chinadailyuk.com" →
// "chinadailyuk.com").
// "-" for the address of a public service (gmail.com, t.me), which says nothing of the outlet; empty if the line is
// something else.
std::string address_line_domain(std::string_view line);

// "© 2025 Harbour Post. All rights reserved.", "dpa/AFP", "Reuters": not of the text.
bool is_colophon(std::string_view line);

// The date of a dateline that begins a text: "KHARKIV, May 15, 2024 – Ukraine sent …", "Gao, 12. Dezember 2023. Mehr
// …".
std::optional<text::Date> dateline_date(std::string_view paragraph);

}  // namespace dispatches::articles

// The readers, each in its own file; reader.cpp chooses among them.
#pragma once

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

const Reader& text_reader();
const Reader& html_reader();
const Reader& json_reader();
const Reader& table_reader();
const Reader& feed_reader();
const Reader& agency_reader();
const Reader& warc_reader();
const Reader& archive_reader();

// The text of a NITF document inside a record of another format; empty if it is none.
std::vector<Paragraph> paragraphs_of_nitf(const std::string& nitf);

// Why a news item must not be published, by its status in NewsML-G2 or ninjs ("stat:canceled", "canceled"); empty if it
// may. Source: IPTC NewsCodes, publishing status.
std::string why_withdrawn(std::string_view status);

}  // namespace dispatches::articles

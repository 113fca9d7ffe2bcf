// .xml of news agencies: IPTC NewsML-G2 (news items, alone or in a message) and NITF 3, alone or inside a news item.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/articles/xml_nodes.hpp"
#include "indexer/articles/xml_splitter.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;
using Node = pugi::xml_node;

constexpr std::array containers{"newsmessage"sv, "itemset"sv};
constexpr std::array records{"newsitem"sv, "nitf"sv};
constexpr XmlShape shape{"a news item", containers, records, {}};

// NITF's own elements in terms of HTML; those that go are names of files and producers.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> nitf_names{{{"hl1", "h2"},
                                                                                   {"hl2", "h2"},
                                                                                   {"block", "div"},
                                                                                   {"media", "figure"},
                                                                                   {"media-caption", "figcaption"},
                                                                                   {"media-producer", ""},
                                                                                   {"media-reference", ""},
                                                                                   {"media-metadata", ""},
                                                                                   {"media-object", ""}}};

// The element at the end of a way of plain names; empty if there is none.
Node at(Node node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) node = child_named(node, name);
  return node;
}

std::string line_at(const Node& node, std::initializer_list<std::string_view> names) {
  return text::squeeze(text_inside(at(node, names)));
}

std::string first_of(std::initializer_list<std::string> values) {
  for (const std::string& value : values)
    if (!value.empty()) return value;
  return {};
}

// Names in a byline, without the functions that stand behind them ("<byttl>Staff Reporter</byttl>").
void take_byline(const Node& byline, Fields& fields) {
  if (!byline || !fields.authors.empty()) return;
  std::string stated;
  for (const Node& part : byline.children()) {
    const std::string name = plain_name(part);
    if (name == "person" && text_inside(part) != "") stated += text_inside(part) + ";";
    if (name.empty()) stated += std::string(part.value()) + " ";
  }
  while (!stated.empty() && std::string_view(" ;,\n\t").find(stated.back()) != std::string_view::npos)
    stated.pop_back();
  fields.authors = author_names(text::squeeze(text::clean(stated)));
}

// Archives of newspapers give the lead twice: of blocks with classes, the full text alone.
Node full_text(const Node& content) {
  for (const Node& block : content.children())
    if (block.attribute("class").value() == "full_text"sv) return block;
  return content;
}

void take_nitf(const Node& nitf, Fields& fields) {
  const Node head = at(nitf, {"head"}), top = at(nitf, {"body", "body.head"});
  const Node data = at(head, {"docdata"}), publication = at(head, {"pubdata"});
  if (fields.title.empty())
    fields.title = first_of({line_at(top, {"hedline", "hl1"}), line_at(top, {"hedline"}), line_at(head, {"title"})});
  take_byline(at(top, {"byline"}), fields);
  if (fields.date.empty())
    fields.date = first_of(
        {at(data, {"date.issue"}).attribute("norm").value(), at(data, {"date.release"}).attribute("norm").value(),
         publication.attribute("date.publication").value(),
         at(top, {"dateline", "story.date"}).attribute("norm").value(), line_at(top, {"dateline", "story.date"})});
  if (fields.own_id.empty()) fields.own_id = at(data, {"doc-id"}).attribute("id-string").value();
  if (fields.url.empty()) fields.url = publication.attribute("ex-ref").value();
  if (fields.source.empty())
    fields.source = first_of({publication.attribute("name").value(), line_at(top, {"distributor"}),
                              at(data, {"doc-id"}).attribute("regsrc").value()});
  if (fields.language.empty()) fields.language = inherited(nitf, "xml:lang");
  const Node content = full_text(at(nitf, {"body", "body.content"}));
  if (fields.paragraphs.empty() && content)
    fields.paragraphs = paragraphs_from_markup(text::clean(html_inside(content, nitf_names)));
}

std::string provider_of(const Node& item) {
  const Node provider = at(item, {"itemmeta", "provider"});
  const std::string_view code = provider.attribute("qcode").value();
  return first_of({line_at(provider, {"name"}), provider.attribute("literal").value(),
                   provider.attribute("uri").value(), std::string(code.substr(code.find(':') + 1)),
                   line_at(item, {"rightsinfo", "copyrightholder", "name"}),
                   line_at(item, {"contentmeta", "infosource", "name"})});
}

void take_html(const Node& html, Fields& fields) {
  const Node body = child_named(html, "body");
  fields.paragraphs = paragraphs_from_markup(text::clean(html_inside(body ? body : html)));
}

// The text of a news item, in the first of its contents that has one.
void take_contents(const Node& set, Fields& fields) {
  for (const Node& content : set.children()) {
    if (!fields.paragraphs.empty() || !fields.body.empty()) return;
    const std::string kind = plain_name(content), type = content.attribute("contenttype").value();
    if (kind == "inlinedata" && (type.empty() || type.starts_with("text/"))) {
      fields.body = text::clean(text_inside(content));
      if (type.find("html") != type.npos || has_markup(fields.body))
        fields.paragraphs = paragraphs_from_markup(fields.body);
    } else if (kind == "inlinexml") {
      if (const Node nitf = child_named(content, "nitf")) take_nitf(nitf, fields);
      for (const std::string_view root : {"html"sv, "body"sv, "div"sv, "section"sv, "article"sv})
        if (const Node html = child_named(content, root); html && fields.paragraphs.empty()) take_html(html, fields);
      if (fields.paragraphs.empty() && child_named(content, "p")) take_html(content, fields);
    }
  }
}

void take_news_item(const Node& item, Fields& fields) {
  const Node meta = at(item, {"contentmeta"});
  fields.own_id = item.attribute("guid").value();
  fields.title = first_of({line_at(meta, {"headline"}), line_at(item, {"itemmeta", "title"})});
  fields.date = first_of({line_at(item, {"itemmeta", "versioncreated"}), line_at(meta, {"contentcreated"}),
                          line_at(item, {"itemmeta", "firstcreated"})});
  fields.language = first_of({at(meta, {"language"}).attribute("tag").value(), inherited(item, "xml:lang")});
  fields.source = provider_of(item);
  fields.authors = author_names(text::clean(line_at(meta, {"by"})));
  if (fields.authors.empty()) fields.authors = author_names(text::clean(line_at(meta, {"creator", "name"})));
  take_contents(child_named(item, "contentset"), fields);
  const std::string_view kind = at(item, {"itemmeta", "itemclass"}).attribute("qcode").value();
  // A text of which only the summary was sent; of a picture the description is its caption, and no article.
  if (fields.paragraphs.empty() && fields.body.empty() && kind.ends_with(":text"))
    fields.body = text::clean(line_at(meta, {"description"}));
}

// Pictures, video and their like have no text: they are of another kind, not broken.
bool is_text(const RawRecord& record) {
  const std::string_view bytes = record.bytes;
  const std::string_view rest = bytes.substr(std::min(bytes.find("<itemClass"), bytes.size()));
  const std::string_view tag = rest.substr(0, rest.find('>'));
  return tag.empty() || tag.find(":text") != tag.npos || tag.find(":composite") != tag.npos ||
         tag.find("qcode") == tag.npos;
}

class AgencyReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    const auto take_text = [&](RawRecord record) { return !is_text(record) || take(std::move(record)); };
    split_xml(input, shape, take_text, reject);
  }

  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    const std::string where = input.relative + record.place;
    pugi::xml_document document;
    if (std::string reason = load_xml(document, record.bytes, defaults); !reason.empty())
      return Rejection{where, std::move(reason)};
    const Node item = record_in(document, records);
    if (!item) return Rejection{where, "there is no news item in it"};
    if (std::string reason = why_withdrawn(at(item, {"itemmeta", "pubstatus"}).attribute("qcode").value()); !reason.empty())
      return Rejection{where, std::move(reason)};
    Fields fields;
    if (plain_name(item) == "nitf")
      take_nitf(item, fields);
    else
      take_news_item(item, fields);
    return article_from_fields(fields, input, record, defaults);
  }
};

}  // namespace

std::string why_withdrawn(std::string_view status) {
  if (status.ends_with("canceled")) return "its agency has cancelled it";
  return status.ends_with("withheld") ? "its agency withholds it until further notice" : "";
}

std::vector<Paragraph> paragraphs_of_nitf(const std::string& nitf) {
  pugi::xml_document document;
  Fields fields;
  if (load_xml(document, nitf, {}).empty() && plain_name(document.document_element()) == "nitf")
    take_nitf(document.document_element(), fields);
  return std::move(fields.paragraphs);
}

const Reader& agency_reader() {
  static const AgencyReader reader;
  return reader;
}

}  // namespace dispatches::articles

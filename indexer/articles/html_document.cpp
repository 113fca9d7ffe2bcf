// gumbo's tree → a flat list. gumbo gets its memory from an arena of ours: it is freed at once (gumbo's own way of
// freeing recurses as deep as the document), and a page that would grow without bound is left with a long jump, for
// gumbo knows no other way to stop.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "indexer/articles/html.hpp"
#include "indexer/articles/html_source.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

// Blocks of powers of two, given again once gumbo has freed them; the size stands in the 16 bytes before a block.
class Arena {
 public:
  explicit Arena(std::size_t limit) : limit_(limit) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (char* chunk : chunks_) std::free(chunk);
  }

  static void* allocate(void* self, std::size_t bytes) { return static_cast<Arena*>(self)->take(bytes); }
  static void deallocate(void* self, void* block) {
    if (block != nullptr) static_cast<Arena*>(self)->give_back(static_cast<char*>(block));
  }

  std::jmp_buf full;

 private:
  static constexpr std::size_t kHeader = 16;
  static constexpr std::size_t kChunk = 512u << 10;

  void* take(std::size_t bytes) {
    const std::size_t order = static_cast<std::size_t>(std::bit_width(std::max<std::size_t>(bytes + kHeader, 32) - 1));
    char*& free = free_[order];
    char* block = free;
    if (block != nullptr) {
      std::memcpy(&free, block + kHeader, sizeof free);
    } else {
      block = fresh(std::size_t{1} << order);
      std::memcpy(block, &order, sizeof order);
    }
    return block + kHeader;
  }

  void give_back(char* pointer) {
    char* block = pointer - kHeader;
    std::size_t order;
    std::memcpy(&order, block, sizeof order);
    std::memcpy(block + kHeader, &free_[order], sizeof free_[order]);
    free_[order] = block;
  }

  char* fresh(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - next_) < bytes) {
      const std::size_t size = std::max(bytes, kChunk);
      char* chunk = used_ + size > limit_ ? nullptr : static_cast<char*>(std::malloc(size));
      if (chunk == nullptr) std::longjmp(full, 1);
      used_ += size;
      chunks_.push_back(chunk);
      next_ = chunk;
      end_ = chunk + size;
    }
    return std::exchange(next_, next_ + bytes);
  }

  std::size_t limit_, used_ = 0;
  char* next_ = nullptr;
  char* end_ = nullptr;
  std::array<char*, 48> free_{};
  std::vector<char*> chunks_;
};

// The tree lives in the arena, and some of its views in the source.
struct Memory {
  Memory(std::string html, std::size_t limit) : source(std::move(html)), arena(limit) {}
  std::string source;
  Arena arena;
};

// Null if the arena was too small. No object with a destructor may live in here: the long jump would pass over it.
const GumboNode* parse_in(Memory& memory) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::deallocate;
  options.userdata = &memory.arena;
  options.max_errors = 0;
  if (setjmp(memory.arena.full) != 0) return nullptr;
  return gumbo_parse_with_options(&options, memory.source.data(), memory.source.size())->root;
}

}  // namespace

// Walks gumbo's tree without recursion.
class TreeFlattener {
 public:
  explicit TreeFlattener(HtmlDocument& document) : document_(document) {}

  // False if the tree is nested too deep.
  bool flatten(const GumboNode* root) {
    open(root, 0);
    while (!path_.empty()) {
      const GumboVector& children = path_.back().node->v.element.children;
      if (path_.back().next_child == children.length) {
        document_.nodes_[path_.back().index].end = document_.size();
        path_.pop_back();
      } else {
        add(static_cast<const GumboNode*>(children.data[path_.back().next_child++]), path_.back().index);
        if (path_.size() > 2 * kMaxHtmlDepth) return false;
      }
    }
    return true;
  }

 private:
  struct Step {
    const GumboNode* node;
    std::uint32_t index;
    unsigned next_child;
  };

  void add(const GumboNode* node, std::uint32_t parent) {
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
      open(node, parent);
    } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE) {
      const std::uint32_t index = document_.size();
      document_.nodes_.push_back({{}, node->v.text.text, parent, index + 1, 0, 0});
    }
  }

  void open(const GumboNode* node, std::uint32_t parent) {
    const GumboElement& element = node->v.element;
    const std::uint32_t index = document_.size();
    const std::string_view name = element.tag == GUMBO_TAG_UNKNOWN ? "unknown" : gumbo_normalized_tagname(element.tag);
    document_.nodes_.push_back(
        {name, {}, parent, 0, static_cast<std::uint32_t>(document_.attributes_.size()), element.attributes.length});
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      document_.attributes_.push_back({attribute->name, attribute->value});
    }
    path_.push_back({node, index, 0});
  }

  HtmlDocument& document_;
  std::vector<Step> path_;
};

Outcome<HtmlDocument> HtmlDocument::parse(std::string_view html, std::string where) {
  HtmlSource source = reduced_source(html);
  if (!source.excess.empty()) return Rejection{std::move(where), std::string(source.excess)};
  auto memory = std::make_shared<Memory>(std::move(source.html), kMaxHtmlTreeBytes);
  const GumboNode* root = parse_in(*memory);
  if (root == nullptr) return Rejection{std::move(where), "the page takes too much memory to parse"};
  HtmlDocument document;
  if (!TreeFlattener(document).flatten(root)) return Rejection{std::move(where), "the page is nested too deep"};
  document.memory_ = std::move(memory);
  return document;
}

std::string_view HtmlDocument::attribute(std::uint32_t index, std::string_view name) const {
  assert(is_kept_attribute(name));
  const HtmlNode& node = nodes_[index];
  for (std::uint32_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i)
    if (attributes_[i].name == name) return attributes_[i].value;
  return {};
}

bool HtmlDocument::has_attribute(std::uint32_t index, std::string_view name) const {
  const HtmlNode& node = nodes_[index];
  return std::any_of(attributes_.begin() + node.first_attribute,
                     attributes_.begin() + node.first_attribute + node.attributes,
                     [&](const HtmlAttribute& attribute) { return attribute.name == name; });
}

std::string HtmlDocument::text_of(std::uint32_t index) const {
  std::string text;
  for (std::uint32_t i = index; i < nodes_[index].end; ++i) {
    text += nodes_[i].text;
    if (nodes_[i].name == "br") text += ' ';
  }
  return text::squeeze(text::clean(text));
}

}  // namespace dispatches::articles

#include "indexer/articles/readers.hpp"
namespace dispatches::articles { const Reader& warc_reader() { return text_reader(); } }

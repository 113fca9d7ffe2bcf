#include "indexer/articles/readers.hpp"
namespace dispatches::articles { const Reader& archive_reader() { return text_reader(); } }

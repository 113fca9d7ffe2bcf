#include "indexer/articles/readers.hpp"
namespace dispatches::articles { const Reader& agency_reader() { return text_reader(); } }

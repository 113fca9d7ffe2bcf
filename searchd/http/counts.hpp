// Articles by source, month and so on, as rows for tables and charts.
#pragma once

#include "searchd/http/asked.hpp"

namespace dispatches::http {

Reply answer_counts(const Asked& asked);
Reply answer_counts_csv(const Asked& asked);

}  // namespace dispatches::http

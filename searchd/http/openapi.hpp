// The interface said by itself: OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0), made from the tables by which requests are routed and their parameters
// read. Replies are described by schemas of their own (openapi_schemas.cpp), to which a test holds real replies. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/http/json_parts.hpp"
#include "searchd/http/parameter_table.hpp"

namespace dispatches::http {

// What the table of routes does not say of an address.
struct Described {
  std::string_view path;                   // "/api/v1/articles/{id}"
  std::string_view says;                   // what comes back
  std::string_view media;                  // its content type
  std::string_view schema;                 // of components/schemas: the reply, of NDJSON a line; empty: it is not JSON
  std::vector<Parameter> own = {};         // parameters of this address alone
  std::vector<std::string_view> required = {};  // of those
};
const std::vector<Described>& described_addresses();

// By name, those that others are built from first.
const std::vector<std::pair<std::string, Json>>& reply_schemas();

// `base`: where the daemon is found, without a slash at the end; empty: wherever this is read from.
std::string openapi_json(std::string_view version, std::string_view base = {});

}  // namespace dispatches::http

// Addresses of articles on the web, so written that one page has one. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dispatches::text {

inline constexpr std::size_t kMaxUrlBytes = 4096;  // longer addresses are none

// Scheme http(s) lower-cased and made https, host lower-cased without "www." and default port, no fragment, no tracking
// parameters (utm_*, fbclid, gclid, …), remaining parameters in order, no trailing slash but the root's. Empty if it is
// not an http(s) address.
std::string canonical_url(std::string_view address);
// "https://www.news.example.co.uk/a" → "news.example.co.uk"; empty if there is none.
std::string host_of(std::string_view canonical_url);

// As a URI (RFC 3986): what none may hold, letters of other scripts and spaces among it, in percent. What is in percent stays.
std::string as_uri(std::string_view address);

}  // namespace dispatches::text

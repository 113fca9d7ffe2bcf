#include "searchd/http/gate.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace dispatches::http {

namespace {

std::string base64(std::string_view bytes) {  // RFC 4648, section 4
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += i + j <= bytes.size() ? kDigits[group >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}

bool is_known(std::string_view credentials, const std::vector<std::string>& known) {
  bool found = false;
  for (const std::string& one : known) found |= equal_in_constant_time(credentials, one);
  return found;
}

std::optional<Refusal> check_password(const Head& head, const GateRules& rules) {
  if (rules.credentials.empty() || head.path() == "/healthz" || head.path() == "/readyz") return std::nullopt;
  constexpr std::string_view kScheme = "basic ";
  std::string_view sent = head.header("authorization");
  const auto same = [](char a, char b) { return a == (b | 0x20); };
  const bool is_basic = sent.size() > kScheme.size() && std::equal(kScheme.begin(), kScheme.end(), sent.begin(), same);
  sent.remove_prefix(std::min(sent.find_first_not_of(' ', kScheme.size()), sent.size()));
  if (is_basic && is_known(sent, rules.credentials)) return std::nullopt;
  return Refusal{401, "password_needed", "this archive asks for a name and a password", {},
                 {{"WWW-Authenticate", "Basic realm=\"Dispatches\", charset=\"UTF-8\""}}};
}

// uri-host [ ":" port ] (RFC 9110, 7.2), of characters that names and addresses have.
bool is_host(std::string_view header) {
  const bool six = header.starts_with('[');
  const std::size_t end = six ? header.find(']') + 1 : std::min(header.find(':'), header.size());
  if (six && end == 0) return false;
  const auto is_among = [](std::string_view text, std::string_view also) {
    return std::all_of(text.begin(), text.end(), [&](char c) { return (c >= '0' && c <= '9') || also.find(c) != std::string_view::npos; });
  };
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-", kHex = "abcdefABCDEF:.";
  const std::string_view host = header.substr(0, end), port = header.substr(end);
  return is_among(six ? host.substr(1, end - 2) : host, six ? kHex : kLetters) && (port.empty() || (port.front() == ':' && is_among(port.substr(1), {})));
}

std::optional<Refusal> check_host(const Head& head, const GateRules& rules) {
  if (head.count("host") == 0) return std::nullopt;
  if (!is_host(head.header("host"))) return Refusal{400, "bad_request", "the Host header holds no host", {}, {}};
  if (!rules.loopback) return std::nullopt;
  const std::string host = host_of(head.header("host"));
  if (is_loopback(host) || std::find(rules.hosts.begin(), rules.hosts.end(), host) != rules.hosts.end()) return std::nullopt;
  return Refusal{400, "foreign_host", "this daemon is not known by that name; ask it as localhost, or start it with --base-url", {}, {}};
}

std::optional<Refusal> check_method(const Head& head, const GateRules& rules) {
  const bool is_names = head.path() == kNamesPath, has_body = takes_body(head.path());
  if (!is_names && (head.method == "GET" || head.method == "HEAD")) {
    if (head.body_bytes == 0) return std::nullopt;
    return Refusal{400, "bad_request", "a GET request has no body", {}, {}};
  }
  if (head.method == "POST" && has_body) {
    if (head.count("content-length")) return std::nullopt;
    return Refusal{400, "bad_request", "a POST request needs a Content-Length", {}, {}};
  }
  if (head.method == "OPTIONS" && !rules.allow_origin.empty() && head.body_bytes == 0 && head.target.starts_with('/')) return std::nullopt;
  const std::string allowed = is_names ? "POST" : has_body ? "GET, HEAD, POST" : "GET, HEAD";
  return Refusal{405, "method_not_allowed", "use " + allowed, {}, {{"Allow", allowed}}};
}

}  // namespace

std::optional<Refusal> refusal_of(const Head& head, const GateRules& rules) {
  if (auto refusal = check_host(head, rules)) return refusal;
  if (auto refusal = check_method(head, rules)) return refusal;
  // A browser's preflight request carries no password (Fetch standard, 3.3.5).
  return head.method == "OPTIONS" ? std::nullopt : check_password(head, rules);
}

std::vector<std::string> read_credentials(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read the password file " + file.string());
  std::vector<std::string> credentials;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (const std::size_t colon = line.find(':'); colon == std::string::npos || colon + 1 == line.size())
      throw std::runtime_error("the password file " + file.string() + " has a line that is not user:password");
    credentials.push_back(base64(line));
  }
  if (credentials.empty()) throw std::runtime_error("the password file " + file.string() + " holds no line user:password");
  return credentials;
}

bool is_loopback(std::string_view host) {
  in_addr address{};
  if (host.starts_with("127.")) return inet_aton(std::string(host).c_str(), &address) != 0;
  return host == "localhost" || host == "::1" || host == "[::1]";
}

std::string host_of(std::string_view address) {
  if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find('/'));
  const std::size_t end = address.starts_with('[') ? address.find(']') : address.find(':');
  std::string host(address.substr(0, address.starts_with('[') && end != std::string_view::npos ? end + 1 : end));
  for (char& c : host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  if (host.ends_with('.')) host.pop_back();
  return host;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  std::size_t different = a.size() ^ b.size();
  for (std::size_t i = 0; i < a.size(); ++i) different |= static_cast<unsigned char>(a[i] ^ (b.empty() ? '\0' : b[i % b.size()]));
  return different == 0;
}

bool accepts_gzip(std::string_view accept) {
  bool named = false, any = false;
  for (std::size_t begin = 0; begin < accept.size();) {
    const std::size_t end = std::min(accept.find(',', begin), accept.size());
    std::string one;
    for (char c : accept.substr(begin, end - begin))
      if (c != ' ' && c != '\t') one += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    const std::string_view coding = std::string_view(one).substr(0, one.find(';'));
    const std::size_t weight = one.find(";q=0");
    const bool refused = weight != std::string::npos && one.find_first_not_of("0.", weight + 3) == std::string::npos;
    if (coding == "gzip" || coding == "x-gzip") {
      if (refused) return false;
      named = true;
    }
    any |= coding == "*" && !refused;
    begin = end + 1;
  }
  return named || any;
}

}  // namespace dispatches::http

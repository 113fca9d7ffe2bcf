// decode(): bytes in some encoding → clean text.
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
using Detector = std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)>;

// Bytes by which an encoding is told: the detector looks at little more anyway, and a long text need not be copied.
constexpr std::size_t kSampleBytes = 64 * 1024;

struct ByteOrderMark {
  std::string_view bytes;
  const char* encoding;
};

using namespace std::string_view_literals;

// UTF-32LE begins like UTF-16LE and is asked first.
constexpr std::array<ByteOrderMark, 5> byte_order_marks{{
    {"\xEF\xBB\xBF"sv, "UTF-8"},
    {"\xFF\xFE\0\0"sv, "UTF-32LE"},
    {"\0\0\xFE\xFF"sv, "UTF-32BE"},
    {"\xFF\xFE"sv, "UTF-16LE"},
    {"\xFE\xFF"sv, "UTF-16BE"},
}};

Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status), &ucnv_close);
  if (U_FAILURE(status)) converter.reset();
  return converter;
}

std::string usual_name(const UConverter& converter) {
  UErrorCode status = U_ZERO_ERROR;
  const char* own = ucnv_getName(&converter, &status);
  if (U_FAILURE(status)) return {};
  for (const char* standard : {"MIME", "IANA"}) {
    status = U_ZERO_ERROR;
    const char* name = ucnv_getStandardName(own, standard, &status);
    if (U_SUCCESS(status) && name != nullptr) return name;
  }
  return own;
}

// What browsers take a label for (WHATWG Encoding Standard, section 4.2): pages that say Latin-1 mean windows-1252.
std::string browser_name(std::string_view declared) {
  std::string name;
  for (const char c : trim(declared)) {
    if (c != '"' && c != '\'') name += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> meant{{
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"koi8-r", "koi8-u"},  // where they differ, one has Ukrainian letters and the other frames of tables
      {"cp1251", "windows-1251"},
      {"win-1251", "windows-1251"},
  }};
  const auto* found = std::find_if(meant.begin(), meant.end(), [&](const auto& pair) { return pair.first == name; });
  return found == meant.end() ? name : std::string(found->second);
}

std::optional<std::string> converted(std::string_view bytes, const char* encoding, std::string* encoding_used) {
  const Converter converter = open_converter(encoding);
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  if (encoding_used != nullptr) *encoding_used = usual_name(*converter);
  std::string utf8;
  wide.toUTF8String(utf8);
  return clean(utf8);
}

// Mostly UTF-8: damaged here and there (a cut inside a character), yet with many more good sequences than bad ones.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    const char32_t character = next_character(bytes, at);
    if (character == 0xFFFD && bytes.substr(start, 3) != "\xEF\xBF\xBD")
      ++bad;
    else if (character >= 0x80)
      ++good;
  }
  return good > 10 * bad;
}

// UTF-16 without its mark looks like UTF-8 with controls in it: every other byte is the high half of a Latin or
// Cyrillic letter. Null if it is none.
const char* unmarked_utf16(std::string_view sample) {
  if (sample.find('\0') == sample.npos) return nullptr;
  std::array<std::size_t, 2> high_halves{};  // of even and odd bytes
  for (std::size_t i = 0; i < sample.size(); ++i) high_halves[i % 2] += sample[i] == 0 || sample[i] == 4;
  const std::size_t half = sample.size() / 2;
  if (half < 8) return nullptr;
  if (high_halves[1] * 10 >= half * 9 && high_halves[0] * 10 < half) return "UTF-16LE";
  return high_halves[0] * 10 >= half * 9 && high_halves[1] * 10 < half ? "UTF-16BE" : nullptr;
}

// Code page 866, which ICU's detector does not know, has small letters where the others have signs, and frames of
// tables where they have letters.
bool is_code_page_866(std::string_view sample) {
  std::size_t high = 0, first_small = 0, frames = 0;
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    high += byte >= 0x80;
    first_small += byte >= 0xA0 && byte <= 0xAF;  // а … п
    frames += byte >= 0xB0 && byte <= 0xDF;
  }
  return high * 3 >= sample.size() && first_small * 10 >= high * 3 && frames * 50 <= high;
}

std::string detected_encoding(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&status), &ucsdet_close);
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  if (is_code_page_866(sample)) return "IBM866";
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "windows-1252";
  const char* name = ucsdet_getName(match, &status);
  return U_SUCCESS(status) && name != nullptr ? browser_name(name) : "windows-1252";
}

std::string as_utf8(std::string_view bytes, std::string* encoding_used) {
  if (encoding_used != nullptr) *encoding_used = "UTF-8";
  return clean(bytes);
}

bool is_utf8_name(std::string_view name) {
  return name == "utf-8" || name == "utf8";
}

}  // namespace

std::string decode(std::string_view bytes, std::string_view declared, std::string* encoding_used) {
  for (const ByteOrderMark& mark : byte_order_marks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    const std::string_view rest = bytes.substr(mark.bytes.size());
    if (mark.encoding == "UTF-8"sv) return as_utf8(rest, encoding_used);
    if (auto text = converted(rest, mark.encoding, encoding_used)) return *std::move(text);
  }
  if (const char* encoding = unmarked_utf16(bytes.substr(0, kSampleBytes)))
    if (auto text = converted(bytes, encoding, encoding_used)) return *std::move(text);
  const std::string name = browser_name(declared);
  const bool valid = is_valid_utf8(bytes);
  const Converter converter =
      name.empty() || is_utf8_name(name) ? Converter(nullptr, &ucnv_close) : open_converter(name.c_str());
  // Text in one byte a character is hardly ever valid UTF-8 by accident: there the bytes are believed, not the label.
  const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (converter && !(valid && !ascii && ucnv_getMaxCharSize(converter.get()) == 1)) {
    if (auto text = converted(bytes, name.c_str(), encoding_used)) return *std::move(text);
  }
  if (valid || is_damaged_utf8(bytes)) return as_utf8(bytes, encoding_used);
  if (auto text = converted(bytes, detected_encoding(bytes).c_str(), encoding_used)) return *std::move(text);
  return as_utf8(bytes, encoding_used);
}

}  // namespace dispatches::text

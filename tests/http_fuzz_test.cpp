// Kept inputs of the fuzz entries of searchd/http.
#include <catch2/catch.hpp>

#include "tests/fuzz/http_fuzz.cpp"
#include "tests/fuzz/mutate.hpp"

namespace {

void replayed(const char* folder, int (*entry)(std::string_view)) {
  CHECK(dispatches::tests::replay(std::string(SOURCE_DIR "/tests/fuzz/") + folder, entry) >= 10);
}

}  // namespace

TEST_CASE("any head is read or refused, and none that is read can be parted in two ways") { replayed("http_heads", dispatches::http::fuzz::head); }

TEST_CASE("any parameters become a request within its bounds, or one refusal") { replayed("http_parameters", dispatches::http::fuzz::parameters); }

TEST_CASE("any body becomes parameters, or one refusal") { replayed("http_bodies", dispatches::http::fuzz::body); }

// How a name in another script reads in Latin letters, so that one who types "zal" finds Залужний though nobody wrote him in Latin. For
// beginnings only: who is meant by a whole name says names/score.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dispatches::names {

// Of folded text; none for Latin. Cyrillic as English newspapers write Ukrainian and Russian, where they differ one reading each (after the tables of
// Ukraine's cabinet, resolution 55 of 2010, and of BGN/PCGN for Russian); the others by ICU. Pure.
std::vector<std::string> latin_readings(std::string_view folded);

}  // namespace dispatches::names

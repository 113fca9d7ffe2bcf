// The time of day beside a date, as people write it: "10:15", "10.15 Uhr", "10h15", "3:45 PM ET", "10:15 GMT+2".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dispatches::text {

struct WrittenClock {
  std::string clock;  // "10:15:00", or with the offset stated: "10:15:00+02:00"
  std::string zone;   // the IANA name of a zone whose offset depends on the day ("ET"); else empty
};

// The whole text must be the time. Absent: not a time, or of no hour of the day.
std::optional<WrittenClock> parse_written_clock(std::string_view text);

}  // namespace dispatches::text

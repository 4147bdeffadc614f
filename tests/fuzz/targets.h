#pragma once

#include <cstddef>
#include <cstdint>

namespace logitscope::fuzz {

/// Each takes any bytes and ends the process where something does not hold that always must.
int fuzzRun(const std::uint8_t* data, std::size_t size);
int fuzzChain(const std::uint8_t* data, std::size_t size);
int fuzzCsv(const std::uint8_t* data, std::size_t size);
int fuzzNgram(const std::uint8_t* data, std::size_t size);

} // namespace logitscope::fuzz

// What libFuzzer calls. LOGITSCOPE_FUZZ_TARGET is one of targets.h.

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return logitscope::fuzz::LOGITSCOPE_FUZZ_TARGET(data, size);
}

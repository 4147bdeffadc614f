#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace logitscope::shell {

/// Writes one JSON value, part by part. Numbers that JSON lacks become null; bytes that are no UTF-8
/// must not come here.
class JsonWriter {
public:
  JsonWriter& beginObject() { return open('{'); }
  JsonWriter& endObject() { return close('}'); }
  JsonWriter& beginArray() { return open('['); }
  JsonWriter& endArray() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(bool truth);
  template <typename Whole>
  requires(std::is_integral_v<Whole> && !std::is_same_v<Whole, bool>)
  JsonWriter& value(Whole number) { return raw(std::to_string(number)); }
  JsonWriter& null() { return raw("null"); }

  template <typename T> JsonWriter& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  std::string take() { return std::move(text_); }

private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& raw(std::string_view text);
  void separate();

  std::string text_;
  bool needsComma_ = false;
};

} // namespace logitscope::shell

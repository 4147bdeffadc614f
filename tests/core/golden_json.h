#pragma once

// As much JSON as the golden files need: they are ours, so what is wrong in them stops the suite.

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logitscope::test {

/// Any JSON value. What is asked for and is not there is an empty value: 0, "", no items.
class Json {
public:
  enum class Kind { Null, Boolean, Number, Text, List, Object };

  Kind kind = Kind::Null;
  bool boolean = false;
  double number = 0;
  std::string text;
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> fields;

  bool isNull() const { return kind == Kind::Null; }

  const Json& operator[](std::string_view name) const {
    static const Json kNothing{};
    for (const auto& [key, value] : fields) {
      if (key == name) return value;
    }
    return kNothing;
  }

  std::vector<double> numbers() const {
    std::vector<double> values;
    for (const Json& item : items)
      values.push_back(item.number);
    return values;
  }

  template <typename T> T as() const { return static_cast<T>(number); }

  template <typename T> std::vector<T> listOf() const {
    std::vector<T> values;
    for (const Json& item : items)
      values.push_back(item.as<T>());
    return values;
  }
};

class JsonReader {
public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Json read() {
    Json value;
    switch (next()) {
    case '{':
      value.kind = Json::Kind::Object;
      readAll('}', [&] {
        std::string key = readText();
        expect(':');
        value.fields.emplace_back(std::move(key), read());
      });
      break;
    case '[':
      value.kind = Json::Kind::List;
      readAll(']', [&] { value.items.push_back(read()); });
      break;
    case '"':
      value.kind = Json::Kind::Text;
      value.text = readText();
      break;
    case 't':
    case 'f':
      value.kind = Json::Kind::Boolean;
      value.boolean = text_[place_] == 't';
      place_ += value.boolean ? 4 : 5;
      break;
    case 'n':
      place_ += 4;
      break;
    default:
      readNumber(value);
    }
    return value;
  }

private:
  char next() {
    place_ = std::min(text_.find_first_not_of(" \n\r\t", place_), text_.size());
    return place_ < text_.size() ? text_[place_] : '\0';
  }

  void expect(char c) {
    if (next() != c) std::abort();
    ++place_;
  }

  template <typename Each> void readAll(char end, Each each) {
    ++place_;
    while (next() != end) {
      each();
      if (next() == ',') ++place_;
    }
    ++place_;
  }

  /// No escapes but those of one character.
  std::string readText() {
    expect('"');
    std::string text;
    for (; place_ < text_.size() && text_[place_] != '"'; ++place_) {
      if (text_[place_] == '\\') {
        ++place_;
        text += text_[place_] == 'n' ? '\n' : text_[place_];
      } else {
        text += text_[place_];
      }
    }
    ++place_;
    return text;
  }

  void readNumber(Json& value) {
    const std::string digits(text_.substr(place_, text_.find_first_of(",]} \n", place_) - place_));
    char* end = nullptr;
    value.kind = Json::Kind::Number;
    value.number = std::strtod(digits.c_str(), &end);
    if (digits.empty() || *end != '\0') std::abort();
    place_ += digits.size();
  }

  std::string_view text_;
  std::size_t place_ = 0;
};

inline Json parseJson(std::string_view text) {
  return JsonReader(text).read();
}

} // namespace logitscope::test

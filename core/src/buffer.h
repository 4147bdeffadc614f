#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace logitscope {

/// A list that grows without writing zeros first: rows of a quarter of a million numbers are written
/// over anyway, and a std::vector would touch their memory twice. For plain numbers only.
template <typename T> class Buffer {
public:
  Buffer() = default;
  Buffer(const Buffer& other) { *this = other; }
  Buffer& operator=(const Buffer& other) {
    if (this == &other) return *this;
    resize(other.size_);
    for (std::size_t i = 0; i < size_; ++i)
      items_[i] = other.items_[i];
    return *this;
  }
  Buffer(Buffer&&) noexcept = default;
  Buffer& operator=(Buffer&&) noexcept = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  /// What is new holds anything. What was there stays.
  void resize(std::size_t size) {
    if (size > capacity_) {
      auto grown = std::make_unique_for_overwrite<T[]>(size);
      for (std::size_t i = 0; i < size_; ++i)
        grown[i] = items_[i];
      items_ = std::move(grown);
      capacity_ = size;
    }
    size_ = size;
  }

  T& operator[](std::size_t i) { return items_[i]; }
  const T& operator[](std::size_t i) const { return items_[i]; }
  T* begin() { return items_.get(); }
  T* end() { return items_.get() + size_; }
  const T* begin() const { return items_.get(); }
  const T* end() const { return items_.get() + size_; }
  T* data() { return items_.get(); }
  const T* data() const { return items_.get(); }
  const T& front() const { return items_[0]; }

private:
  std::unique_ptr<T[]> items_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

} // namespace logitscope

#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace ops::domain {

// Cuts a stream of bytes, which comes in pieces of any size, into lines. Each line is handed on with its ending
// ("\n" or "\r\n"), byte for byte, whatever else is in it. A line longer than the limit is handed on in pieces without
// an ending, so memory stays bounded and no byte is lost. One stream, one thread at a time.
class LineSplitter {
public:
    explicit LineSplitter(size_t maxLineBytes = size_t{64} * 1024 * 1024)
        : m_maxLineBytes(maxLineBytes)
    {
    }

    // Calls sink(std::string_view line) for each line that `bytes` completes. The view is valid during the call.
    template <class Sink>
    void feed(std::string_view bytes, Sink&& sink)
    {
        while (!bytes.empty()) {
            const size_t room = m_maxLineBytes - m_carry.size();
            const size_t looked = bytes.size() < room ? bytes.size() : room;
            const void* const found = memchr(bytes.data(), '\n', looked);
            if (found == nullptr && looked < room) {
                m_carry.append(bytes);
                return;
            }
            const size_t length =
                found == nullptr ? looked : static_cast<size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
            if (m_carry.empty()) {
                sink(bytes.substr(0, length));
            } else {
                m_carry.append(bytes.substr(0, length));
                sink(std::string_view(m_carry));
                release();
            }
            bytes.remove_prefix(length);
        }
    }

    // The stream has ended: hands on what has no line ending, if there is such a line.
    template <class Sink>
    void finish(Sink&& sink)
    {
        if (m_carry.empty())
            return;
        sink(std::string_view(m_carry));
        release();
    }

    // Bytes of a line that is not complete yet.
    size_t waiting() const { return m_carry.size(); }

private:
    void release()
    {
        // One long line must not hold its memory for ever.
        if (m_carry.capacity() > size_t{1024} * 1024)
            std::string().swap(m_carry);
        else
            m_carry.clear();
    }

    size_t m_maxLineBytes;
    std::string m_carry;
};

} // namespace ops::domain

#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace ops::infra {

// What has been read of a file, as far as it takes to tell whether that still stands there: its first bytes and its
// last ones. Somebody who writes another text over it, such as one that copies a log, empties it and goes on in it,
// changes one of the two. One thread.
class ReadMark {
public:
    static constexpr size_t mostBytes = 1024; // of each

    // `bytes` were read from there on, which is where the ones before ended.
    void add(qint64 from, std::string_view bytes);
    // Whether they stand in the file yet: two short reads. Also true where it cannot be read, which reading will tell.
    bool standsIn(int fd) const;

private:
    std::string m_first;
    std::string m_last;
    qint64 m_from = 0;
    qint64 m_end = 0;
};

} // namespace ops::infra

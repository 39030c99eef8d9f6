#include "infra/logfile/read_mark.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace ops::infra {
namespace {

bool stands(int fd, const std::string& bytes, qint64 from)
{
    std::array<char, ReadMark::mostBytes> found{};
    const ssize_t got = ::pread(fd, found.data(), bytes.size(), static_cast<off_t>(from));
    return got < 0 || std::string_view(found.data(), static_cast<size_t>(got)) == bytes;
}

} // namespace

void ReadMark::add(qint64 from, std::string_view bytes)
{
    if (m_first.empty())
        m_from = from;
    m_end = from + static_cast<qint64>(bytes.size());
    m_first += bytes.substr(0, mostBytes - m_first.size());
    m_last += bytes.substr(bytes.size() - std::min(bytes.size(), mostBytes));
    m_last.erase(0, m_last.size() - std::min(m_last.size(), mostBytes));
}

bool ReadMark::standsIn(int fd) const
{
    return stands(fd, m_first, m_from) && stands(fd, m_last, m_end - static_cast<qint64>(m_last.size()));
}

} // namespace ops::infra

#include "bench_logs/fed_log.h"

#include "bench_logs/peer.h"
#include "infra/memory/mapped_memory.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace ops::bench_logs {
namespace {

using namespace std::chrono_literals;

constexpr auto betweenPieces = 5ms;
constexpr double betweenTellsMs = 50;

domain::LogStoreLimits limits(qint64 capBytes)
{
    domain::LogStoreLimits limits;
    limits.capBytes = capBytes > 0 ? capBytes : std::numeric_limits<qint64>::max() / 2;
    limits.memory = &infra::mappedMemory();
    return limits;
}

} // namespace

FedLog::FedLog(const Corpus& corpus, qint64 capBytes)
    : m_file(corpus.path)
    , m_store(std::make_shared<domain::LogStore>(limits(capBytes)))
    , m_origin(m_store->end())
    , m_ingest(*m_store)
    , m_source(m_ingest.open({}))
{
    if (!m_file.open(QIODevice::ReadOnly))
        return;
    if (const uchar* const bytes = m_file.map(0, corpus.bytes))
        m_text = {reinterpret_cast<const char*>(bytes), static_cast<size_t>(corpus.bytes)};
}

FedLog::~FedLog()
{
    rest();
}

bool FedLog::fill()
{
    constexpr size_t piece = size_t{256} * 1024;
    for (size_t at = 0; at < m_text.size(); at += piece)
        m_ingest.feed(m_source, m_text.substr(at, piece), 0);
    return !m_text.empty();
}

void FedLog::feed(int rowsPerSecond)
{
    rest();
    m_feeding = true;
    m_writer = std::thread([this, rowsPerSecond] { write(rowsPerSecond); });
}

void FedLog::rest()
{
    m_feeding = false;
    if (m_writer.joinable())
        m_writer.join();
}

void FedLog::write(int rowsPerSecond)
{
    const double start = nowMs();
    double told = start;
    qint64 written = 0;
    while (m_feeding && !m_text.empty()) {
        const double now = nowMs();
        const auto due = static_cast<qint64>((now - start) * rowsPerSecond / 1000);
        append(due - written);
        written = due;
        if (now - told >= betweenTellsMs) {
            told = now;
            Q_EMIT grew();
        }
        std::this_thread::sleep_for(betweenPieces);
    }
    Q_EMIT grew();
}

void FedLog::append(qint64 rows)
{
    const char* const begin = m_text.data() + m_at;
    const char* const end = m_text.data() + m_text.size();
    const char* at = begin;
    for (; rows > 0 && at != end; --rows) {
        const void* const found = memchr(at, '\n', static_cast<size_t>(end - at));
        at = found == nullptr ? end : static_cast<const char*>(found) + 1;
    }
    m_ingest.feed(m_source, {begin, static_cast<size_t>(at - begin)}, 0);
    m_at = at == end ? 0 : m_at + static_cast<size_t>(at - begin);
    if (rows > 0)
        append(rows);
}

} // namespace ops::bench_logs

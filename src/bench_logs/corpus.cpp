#include "bench_logs/corpus.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <string>

namespace ops::bench_logs {
namespace {

constexpr qint64 firstMs = 1'767'225'600'000; // 2026-01-01
constexpr int engine = 4;                     // writes text rather than JSON
constexpr std::array services{"titan-brain",         "titan-phase1-scavenger",
                              "titan-phase2-hunter", "titan-phase3-sentinel",
                              "titan-execution-rs",  "titan-opsd",
                              "titan-console-api",   "nats"};
constexpr std::array jsonMessages{"Signal received",
                                  "Processing tick",
                                  "Order book updated",
                                  "Position reconciled",
                                  "Heartbeat published",
                                  "Funding rate refreshed",
                                  "Risk check passed",
                                  "Intent accepted by execution engine",
                                  "Cache miss for market snapshot, refetching",
                                  "WebSocket frame decoded"};
constexpr std::array textMessages{"titan_execution_rs::nats_engine: processed intent",
                                  "titan_execution_rs::risk_guard: exposure within limits",
                                  "titan_execution_rs::exchange::binance: depth update applied",
                                  "titan_execution_rs::shadow_state: position snapshot stored",
                                  "titan_execution_rs::market_data: trade ingested",
                                  "hyper::client::pool: reuse idle connection"};
constexpr std::array errors{
    "Error: connect ECONNREFUSED 10.0.3.7:5432", "Failed to place order: exchange returned error code -2019",
    "unhandled ERROR in reconciliation loop", "NATS request error: TIMEOUT", "decode error at line 1 column 42"};
constexpr std::array symbols{"BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT", "ADA/USDT", "DOGE/USDT"};

// Numbers that look random and are the same everywhere.
class Dice {
public:
    quint64 next()
    {
        m_state += 0x9e37'79b9'7f4a'7c15;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
        return z ^ (z >> 31);
    }
    int below(int bound) { return static_cast<int>(next() % static_cast<quint64>(bound)); }
    bool oneIn(int times) { return below(times) == 0; }
    template <class List>
    const char* oneOf(const List& list)
    {
        return list.at(static_cast<size_t>(below(static_cast<int>(list.size()))));
    }

private:
    quint64 m_state = 20'260'130;
};

[[gnu::format(printf, 2, 3)]] void print(std::string& out, const char* format, ...)
{
    std::array<char, 512> text{};
    va_list arguments;
    va_start(arguments, format);
    const int length = std::vsnprintf(text.data(), text.size(), format, arguments);
    va_end(arguments);
    out.append(text.data(), static_cast<size_t>(length));
}

enum class Kind { Usual, Debug, Warning, Error, Panic };

class Writer {
public:
    void appendLine(std::string& out, qint64 number)
    {
        m_utcMs += m_dice.below(7);
        const int service = m_dice.below(static_cast<int>(services.size()));
        const Kind kind = nextKind();
        if (m_dice.below(16) < (service == engine ? 2 : 12))
            appendJson(out, service, kind);
        else
            appendText(out, number, kind);
    }

private:
    Kind nextKind()
    {
        if (m_dice.oneIn(1'000'000))
            return Kind::Panic;
        if (m_dice.oneIn(1000))
            return Kind::Error;
        if (m_dice.oneIn(100))
            return Kind::Warning;
        return m_dice.oneIn(8) ? Kind::Debug : Kind::Usual;
    }

    void appendJson(std::string& out, int service, Kind kind)
    {
        constexpr std::array levels{30, 20, 40, 50, 60};
        const char* message = m_dice.oneOf(jsonMessages);
        if (kind == Kind::Error)
            message = m_dice.oneOf(errors);
        else if (kind == Kind::Panic)
            message = "fatal: panic while handling intent";
        print(out, R"({"level":%d,"time":%lld,"service":"%s","pid":%d,)", levels.at(static_cast<size_t>(kind)),
              static_cast<long long>(m_utcMs), services.at(static_cast<size_t>(service)), 1 + service * 7);
        switch (m_dice.below(4)) {
        case 0:
            print(out, R"("signalId":"%08x-%04x","symbol":"%s","px":%d.%02d,)", static_cast<unsigned>(m_dice.next()),
                  static_cast<unsigned>(m_dice.below(65'536)), m_dice.oneOf(symbols), m_dice.below(90'000),
                  m_dice.below(100));
            break;
        case 1:
            print(out, R"("durationMs":%d,)", m_dice.below(500));
            break;
        default:
            break;
        }
        print(out, "\"msg\":\"%s\"}\n", message);
    }

    void appendText(std::string& out, qint64 number, Kind kind)
    {
        constexpr std::array levels{" INFO", "DEBUG", " WARN", "ERROR", "ERROR"};
        const char* message = m_dice.oneOf(textMessages);
        if (kind == Kind::Panic)
            message = "thread 'tokio-runtime-worker' panicked at 'index out of bounds'";
        const qint64 second = m_utcMs / 1000;
        print(out, "2026-01-%02lldT%02lld:%02lld:%02lld.%03lld%03dZ %s %s symbol=%s seq=%lld latency_us=%d%s\n",
              static_cast<long long>(1 + second / 86'400 % 28), static_cast<long long>(second / 3600 % 24),
              static_cast<long long>(second / 60 % 60), static_cast<long long>(second % 60),
              static_cast<long long>(m_utcMs % 1000), m_dice.below(1000), levels.at(static_cast<size_t>(kind)), message,
              m_dice.oneOf(symbols), static_cast<long long>(number), m_dice.below(900),
              m_dice.oneIn(32) ? " note=\"\xc2\xb5s clock \xe2\x80\x93 r\xc3\xa9sum\xc3\xa9\"" : "");
    }

    Dice m_dice;
    qint64 m_utcMs = firstMs;
};

} // namespace

base::Result<Corpus> makeCorpus(const QString& directory, qint64 lines)
{
    Corpus corpus{QDir(directory).filePath(QStringLiteral("titan-ops-bench-%1.log").arg(lines)), lines, 0};
    QFile file(corpus.path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return base::Error{base::ErrorCode::IoFailed, file.errorString(), corpus.path};
    Writer writer;
    std::string block;
    constexpr size_t blockBytes = size_t{4} * 1024 * 1024;
    for (qint64 number = 0; number < lines; ++number) {
        writer.appendLine(block, number);
        if (block.size() < blockBytes && number + 1 < lines)
            continue;
        if (file.write(block.data(), static_cast<qint64>(block.size())) != static_cast<qint64>(block.size()))
            return base::Error{base::ErrorCode::NoSpace, file.errorString(), corpus.path};
        corpus.bytes += static_cast<qint64>(block.size());
        block.clear();
    }
    return corpus;
}

} // namespace ops::bench_logs

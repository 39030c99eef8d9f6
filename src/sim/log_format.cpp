#include "sim/log_format.h"

#include "base/time_text.h"
#include "sim/ordered_json.h"

namespace ops::sim {
namespace {

QString levelWord(LogLevel level, const char* fatalWord)
{
    switch (level) {
    case LogLevel::Debug:
        return QStringLiteral("DEBUG");
    case LogLevel::Info:
        return QStringLiteral("INFO");
    case LogLevel::Warn:
        return QStringLiteral("WARN");
    case LogLevel::Error:
        return QStringLiteral("ERROR");
    case LogLevel::Fatal:
        break;
    }
    return QLatin1String(fatalWord);
}

QByteArray sharedJson(Role role, const LogRecord& record)
{
    OrderedJson line;
    line.add("timestamp", base::utcStampText(record.utcMs))
        .add("level", levelWord(record.level, "FATAL"))
        .add("message", record.text)
        .add("component", roleInfo(role).service);
    if (!record.fields.isEmpty())
        line.addRaw("metadata", compactJson(record.fields));
    return line.bytes();
}

QByteArray rustTracing(const LogRecord& record)
{
    // RFC 3339 with microseconds; the last three digits come from our own clock's lack of them.
    QString stamp = base::utcStampText(record.utcMs);
    stamp.insert(stamp.size() - 1, QStringLiteral("000"));
    return OrderedJson()
        .add("timestamp", stamp)
        .add("level", levelWord(record.level, "ERROR"))
        .addRaw("fields", OrderedJson().add("message", record.text).addAll(record.fields).bytes())
        .bytes();
}

QByteArray headless(const LogRecord& record)
{
    return OrderedJson()
        .add("timestamp", base::utcStampText(record.utcMs))
        .add("level", levelWord(record.level, "CRITICAL"))
        .add("message", record.text)
        .addAll(record.fields)
        .bytes();
}

QByteArray pino(Role role, const LogRecord& record)
{
    constexpr int numbers[] = {20, 30, 40, 50, 60};
    return OrderedJson()
        .add("level", numbers[static_cast<size_t>(record.level)])
        .add("time", record.utcMs)
        .add("pid", 7)
        .add("hostname", roleInfo(role).service)
        .addAll(record.fields)
        .add("msg", record.text)
        .bytes();
}

QByteArray plain(Role role, const LogRecord& record)
{
    QString text = QStringLiteral("[%1] ").arg(roleInfo(role).plainTag);
    if (record.level >= LogLevel::Warn)
        text += levelWord(record.level, "FATAL") + QStringLiteral(": ");
    text += record.text;
    text.replace(QLatin1Char('\n'), QLatin1Char(' '));
    return text.toUtf8();
}

} // namespace

QByteArray formatLog(Role role, const LogRecord& record)
{
    switch (roleInfo(role).logFormat) {
    case LogFormat::SharedJson:
        return sharedJson(role, record) + '\n';
    case LogFormat::RustTracing:
        return rustTracing(record) + '\n';
    case LogFormat::Headless:
        return headless(record) + '\n';
    case LogFormat::Pino:
        return pino(role, record) + '\n';
    case LogFormat::Plain:
        break;
    }
    return plain(role, record) + '\n';
}

bool goesToStderr(Role role, LogLevel level)
{
    return roleInfo(role).logFormat == LogFormat::SharedJson && level >= LogLevel::Warn;
}

QByteArray crashTrace(Role role)
{
    if (roleInfo(role).logFormat == LogFormat::RustTracing)
        return "thread 'main' panicked at src/practice.rs:10:5:\ncrash asked for by the practice stack\n"
               "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
    if (roleInfo(role).logFormat == LogFormat::Plain)
        return "Traceback (most recent call last):\n  File \"/app/main.py\", line 10, in <module>\n"
               "RuntimeError: crash asked for by the practice stack\n";
    return "Error: crash asked for by the practice stack\n    at handle (file:///app/dist/practice.js:3:1)\n"
           "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\n";
}

} // namespace ops::sim

#include "infra/logging/logging.h"

#include "infra/logging/redaction.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <atomic>
#include <cstdio>
#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <sys/stat.h>

namespace ops::infra::logging {
namespace {

constexpr size_t maxFileBytes = 5 * 1024 * 1024;
constexpr size_t maxFiles = 3;

spdlog::level::level_enum levelFor(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return spdlog::level::debug;
    case QtInfoMsg:
        return spdlog::level::info;
    case QtWarningMsg:
        return spdlog::level::warn;
    case QtCriticalMsg:
        return spdlog::level::err;
    case QtFatalMsg:
        break;
    }
    return spdlog::level::critical;
}

spdlog::level::level_enum wantedLevel()
{
    const QByteArray word = qgetenv("OPS_LOG_LEVEL").toLower();
    if (word == "debug")
        return spdlog::level::debug;
    if (word == "warning" || word == "warn")
        return spdlog::level::warn;
    if (word == "error")
        return spdlog::level::err;
    return spdlog::level::info;
}

// One record is one line: text from outside cannot forge another one (rule G7).
QByteArray oneLine(QByteArray text)
{
    text.replace('\\', "\\\\");
    text.replace('\n', "\\n");
    text.replace('\r', "\\r");
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    return text;
}

std::atomic<Sink*> currentSink = nullptr;

} // namespace

// What Session hides: the loggers and what is put back at the end.
class Sink {
public:
    explicit Sink(const QString& stateDirectory)
    {
        m_console = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        m_console->set_level(spdlog::level::warn);
        openFile(stateDirectory);
    }

    void write(QtMsgType type, const QMessageLogContext& context, const QString& text)
    {
        const QByteArray category(context.category != nullptr ? context.category : "default");
        const QByteArray line = oneLine(m_redaction.apply(text.toUtf8()));
        // As an argument, never as the format.
        m_logger->log(levelFor(type), "{}: {}", category.constData(), line.constData());
        if (type == QtFatalMsg)
            m_logger->flush();
    }

    Redaction& redaction() { return m_redaction; }
    spdlog::logger& logger() { return *m_logger; }
    const QString& path() const { return m_path; }
    const std::optional<base::Error>& problem() const { return m_problem; }

    QtMessageHandler before = nullptr;

private:
    void openFile(const QString& stateDirectory)
    {
        std::vector<spdlog::sink_ptr> sinks{m_console};
        const QString path = stateDirectory + QStringLiteral("/titan-ops-console.log");
        try {
            // Made by ourselves, so that its mode is ours.
            if (!QDir().exists(stateDirectory)) {
                QDir().mkpath(stateDirectory);
                ::chmod(QFile::encodeName(stateDirectory).constData(), 0700);
            }
            auto file = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(QFile::encodeName(path).toStdString(),
                                                                               maxFileBytes, maxFiles - 1);
            ::chmod(QFile::encodeName(path).constData(), 0600);
            sinks.push_back(file);
            m_path = path;
        } catch (const spdlog::spdlog_ex& e) {
            m_problem = base::Error{base::ErrorCode::IoFailed, QString::fromLocal8Bit(e.what()), path};
        }
        m_logger = std::make_shared<spdlog::logger>("ops", sinks.begin(), sinks.end());
        m_logger->set_level(wantedLevel());
        m_logger->flush_on(spdlog::level::warn);
        m_logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %t %l %v", spdlog::pattern_time_type::utc);
        // A disk that fills up later must not end in an exception, nor flood standard error.
        m_logger->set_error_handler([said = std::make_shared<std::atomic_flag>()](const std::string& what) {
            if (!said->test_and_set())
                std::fprintf(stderr, "titan-ops-console: the log cannot be written: %s\n", what.c_str());
        });
        if (m_problem)
            std::fprintf(stderr, "titan-ops-console: no log file: %s\n", qPrintable(base::toLogLine(*m_problem)));
    }

    Redaction m_redaction;
    std::shared_ptr<spdlog::sinks::stderr_sink_mt> m_console;
    std::shared_ptr<spdlog::logger> m_logger;
    QString m_path;
    std::optional<base::Error> m_problem;
};

namespace {

void takeQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (Sink* sink = currentSink.load(std::memory_order_acquire))
        sink->write(type, context, text);
}

} // namespace

Session::Session(std::unique_ptr<Sink> sink)
    : m_sink(std::move(sink))
{
    currentSink.store(m_sink.get(), std::memory_order_release);
    m_sink->before = qInstallMessageHandler(takeQtMessage);
}

Session::Session(Session&&) noexcept = default;

Session::~Session()
{
    if (!m_sink)
        return;
    qInstallMessageHandler(m_sink->before);
    currentSink.store(nullptr, std::memory_order_release);
    m_sink->logger().flush();
}

QString Session::path() const
{
    return m_sink->path();
}

const std::optional<base::Error>& Session::problem() const
{
    return m_sink->problem();
}

void Session::addSecret(const QString& secret)
{
    m_sink->redaction().addSecret(secret.toUtf8());
}

void Session::flush()
{
    m_sink->logger().flush();
}

Session install(const QString& stateDirectory)
{
    return Session(std::make_unique<Sink>(stateDirectory));
}

} // namespace ops::infra::logging

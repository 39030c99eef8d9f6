#include "infra/logfile/log_file_source.h"

#include "infra/logfile/log_file_loader.h"
#include "infra/logfile/log_file_problem.h"
#include "infra/logfile/mapped_file.h"

namespace ops::infra {

LogFileSource::LogFileSource(const QStringList& paths, const domain::LogStoreLimits& limits, QObject* parent)
    : app::LogSourcePort(parent)
    , m_paths(paths)
    , m_store(std::make_shared<domain::LogStore>(limits))
    , m_growth(new QTimer(this))
    , m_mappingWatch(new QTimer(this))
{
    m_growth->setSingleShot(true);
    m_growth->setInterval(growthMs);
    connect(m_growth, &QTimer::timeout, this, [this] {
        if (std::exchange(m_grewMeanwhile, false))
            sayGrowth();
    });
    m_mappingWatch->setInterval(1000);
    connect(m_mappingWatch, &QTimer::timeout, this, &LogFileSource::lookAtMapping);
}

LogFileSource::~LogFileSource()
{
    if (m_thread) {
        m_loader->stop();
        m_thread->wait();
    }
}

void LogFileSource::start()
{
    if (m_thread)
        return;
    const auto onGuiThread = [this](auto act) { QMetaObject::invokeMethod(this, act, Qt::QueuedConnection); };
    LogFileLoader::Events events;
    events.grew = [this] { noteGrowth(); };
    events.failed = [this, onGuiThread](const base::Error& error) { onGuiThread([this, error] { sayFailed(error); }); };
    events.mapped = [this, onGuiThread](const std::shared_ptr<const MappedFile>& file) {
        onGuiThread([this, watched = std::weak_ptr(file)] {
            m_mapped = watched;
            m_mappingWatch->start();
        });
    };
    events.caughtUp = [this, onGuiThread] { onGuiThread([this] { sayEnd(); }); };
    events.readsPipe = [this, onGuiThread] { onGuiThread([this] { Q_EMIT readsPipe(); }); };
    m_loader = std::make_unique<LogFileLoader>(m_paths, m_store, std::move(events));
    m_thread.reset(QThread::create([loader = m_loader.get()] { loader->run(); }));
    m_thread->setObjectName(QStringLiteral("logfile"));
    connect(m_thread.get(), &QThread::finished, this, &LogFileSource::sayEnd);
    m_thread->start();
}

void LogFileSource::sayEnd()
{
    if (std::exchange(m_endSaid, true))
        return;
    m_growth->stop();
    m_grewMeanwhile = false;
    Q_EMIT grew();
    lookAtMapping();
    Q_EMIT ended();
}

void LogFileSource::sayFailed(const base::Error& error)
{
    if (error.code == base::ErrorCode::Changed) {
        // Of a mapped file both the reading thread and its mapping find it out.
        if (m_changed.contains(error.subject))
            return;
        m_changed << error.subject;
    }
    Q_EMIT failed(error);
}

void LogFileSource::noteGrowth()
{
    if (!m_growthNoted.exchange(true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_growthNoted.store(false);
                if (m_growth->isActive())
                    m_grewMeanwhile = true;
                else
                    sayGrowth();
            },
            Qt::QueuedConnection);
}

void LogFileSource::sayGrowth()
{
    m_growth->start();
    Q_EMIT grew();
}

void LogFileSource::lookAtMapping()
{
    const std::shared_ptr<const MappedFile> mapped = m_mapped.lock();
    if (mapped && !mapped->cutShort())
        return;
    m_mappingWatch->stop();
    m_mapped.reset();
    if (!mapped)
        return; // all its lines have gone
    sayFailed(madeShorter(m_paths.value(0), true));
}

} // namespace ops::infra

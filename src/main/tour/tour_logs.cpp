#include "main/tour/tour_logs.h"

#include "base/time_text.h"
#include "domain/log/log_reader.h"
#include "main/tour/input_driver.h"
#include "main/tour/tour_acts.h"

#include <QDir>
#include <QEvent>
#include <QFile>

#include <algorithm>
#include <array>

namespace ops::main {
namespace {

using namespace acts;

constexpr qint64 dayMs = 1'769'792'400'000; // 2026-01-30T17:00:00Z
constexpr int lineCount = 4000;
constexpr qint64 stepMs = 450;

QByteArray brainLine(const QByteArray& stamp, int i)
{
    const std::array<QByteArray, 4> messages{"signal accepted hunter ETH/USDT conf=0.81", "sweep finished",
                                             "allocation unchanged w1=0.4 w2=0.6", "equity snapshot stored"};
    QByteArray level = "INFO";
    QByteArray message = messages.at(static_cast<size_t>(i) % messages.size());
    if (i % 97 == 5) {
        level = "WARN";
        message = "drawdown 3.1 % of 5.0 %";
    }
    QByteArray line = "{\"timestamp\":\"" + stamp + "\",\"level\":\"" + level + "\",\"message\":\"" + message +
                      "\",\"component\":\"brain\",\"metadata\":{\"cycle\":" + QByteArray::number(i) +
                      ",\"w1\":0.40}}\n";
    if (i % 500 != 250)
        return line;
    return "{\"timestamp\":\"" + stamp +
           "\",\"level\":\"ERROR\",\"message\":\"db write lost: connection refused\",\"component\":\"brain\"}\n"
           "Error: connection refused\n"
           "    at write (file:///app/dist/db.js:31:9)\n"
           "    at flush (file:///app/dist/db.js:77:3)\n";
}

QByteArray engineLine(const QByteArray& stamp, int i)
{
    if (i == 3210)
        return "thread 'main' panicked at src/book.rs:118:22:\n"
               "called `Option::unwrap()` on a `None` value\n";
    const QByteArray id = QByteArray::number(8000 + i);
    QByteArray level = "INFO";
    QByteArray message = i % 2 == 0 ? QByteArray("order placed BTC/USDT buy 0.12 id=ex-") : QByteArray("fill 0.12 ex-");
    message += id;
    if (i % 61 == 7) {
        level = "WARN";
        message = "basis feed stale 5,204 ms venue=BYBIT";
    }
    return "{\"timestamp\":\"" + stamp + "\",\"level\":\"" + level + "\",\"fields\":{\"message\":\"" + message +
           "\"},\"target\":\"engine\"}\n";
}

bool write(const QString& path, QByteArray (*line)(const QByteArray&, int), qint64 offsetMs)
{
    QByteArray bytes;
    for (int i = 0; i < lineCount; ++i)
        bytes += line(base::utcStampText(dayMs + i * stepMs + offsetMs).toLatin1(), i);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

// An item of the table as somebody reads it.
Act key(const char* objectName, Qt::Key which)
{
    return [objectName, which] {
        QWidget* widget = InputDriver::find(name(objectName));
        if (widget == nullptr)
            return false;
        widget->setFocus();
        return InputDriver::keyDown(widget, which) && InputDriver::keyUp(widget, which);
    };
}

} // namespace

TourLogs::TourLogs(const base::Clock& clock, QWidget& photographed, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_photographed(photographed)
{
    photographed.installEventFilter(this);
}

TourLogs::~TourLogs() = default;

bool TourLogs::show()
{
    const QDir directory(m_directory.path());
    const QString brain = directory.filePath(QStringLiteral("titan-brain.log"));
    const QString engine = directory.filePath(QStringLiteral("titan-execution.log"));
    return write(brain, brainLine, 0) && write(engine, engineLine, stepMs / 2) && open({brain, engine});
}

bool TourLogs::showEmpty()
{
    const QString path = QDir(m_directory.path()).filePath(QStringLiteral("titan-redis.log"));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && open({path});
}

bool TourLogs::exportShown()
{
    app::LogExportController* exports = m_session->tools().exports;
    exports->start(app::LogExportController::What::Shown, domain::LogLineAs::Text,
                   QDir(m_directory.path()).filePath(QStringLiteral("titan-logs.txt")), {});
    return true;
}

bool TourLogs::showCut()
{
    // Two of them are merged in memory, which is set to less than they have.
    constexpr int megabytes = 48;
    QStringList paths;
    for (const char* service : {"titan-hunter", "titan-shadow"}) {
        paths << QDir(m_directory.path()).filePath(QLatin1String(service) + QStringLiteral(".log"));
        QByteArray bytes;
        bytes.reserve(megabytes * 1024 * 1024 + 1024);
        for (int i = 0; bytes.size() < megabytes * 1024 * 1024; ++i)
            bytes += brainLine(base::utcStampText(dayMs + i * stepMs).toLatin1(), i);
        QFile file(paths.last());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return false;
    }
    QFile preferences(QDir(m_directory.path()).filePath(QStringLiteral("preferences.ini")));
    return preferences.open(QIODevice::WriteOnly) && preferences.write("[logs]\nmemoryMb=64\n") > 0 &&
           preferences.flush() && open(paths);
}

bool TourLogs::open(const QStringList& paths)
{
    // What somebody kept earlier.
    domain::LogAids aids;
    aids.filters = {{QStringLiteral("panics of the engine"), domain::LogFilter::panics()}};
    aids.highlights = {{QStringLiteral("ETH/USDT"), domain::HighlightColour::Amber, false},
                       {QStringLiteral("order placed"), domain::HighlightColour::Teal, false}};
    const auto kept = infra::LogAidsFile(m_directory.path()).change([&](domain::LogAids& earlier) {
        earlier = aids;
        return std::optional<base::Error>();
    });
    if (!kept)
        return false;
    m_session = std::make_unique<LogSession>(m_clock, paths, m_directory.path());
    m_session->window().resize(m_photographed.size());
    m_session->window().move(m_photographed.pos());
    m_session->show();
    m_session->window().activateWindow();
    return true;
}

void TourLogs::hide()
{
    m_session.reset();
}

bool TourLogs::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_photographed && event->type() == QEvent::Resize && m_session)
        m_session->window().resize(m_photographed.size());
    return QObject::eventFilter(watched, event);
}

std::vector<TourStep> logPageSteps(const TourStage& stage)
{
    const auto settled = [&view = stage.console.logView()] { return !view.searching() && !view.finding(); };
    const auto following = [&follow = stage.console.logFollow(), settled](bool all) {
        return [&follow, settled, all] {
            const auto followed = follow.followed();
            return settled() && !followed.isEmpty() &&
                   all == std::all_of(followed.begin(), followed.end(), [](const auto& each) {
                       return each.follow.phase == domain::LogFollowPhase::Following;
                   });
        };
    };
    const auto anyLine = [&view = stage.console.logView(), settled] {
        return settled() && view.store()->heldBytes() > 0 && view.searchedAll();
    };
    const auto olderCame = [&history = stage.console.logHistory(), settled] {
        return history.phase() != app::LogHistoryController::Phase::Loading && history.rows() > 0 && settled();
    };
    const auto engineIs = [&follow = stage.console.logFollow()](domain::EnginePhase phase) {
        return [&follow, phase] { return follow.engines().front().phase == phase; };
    };
    return {
        quietStep(click(name("rail.logs")), following(true), std::chrono::seconds(15)),
        shot(name("logs-page"), nothing(), anyLine),
        shot(name("logs-page-filtered"), type(name("logFilter"), name("HALT")), settled),
        quietStep(click(name("logShowAll")), settled),
        quietStep(fault(stage, "engine gone"), engineIs(domain::EnginePhase::Gone), std::chrono::seconds(15)),
        shot(name("logs-page-no-engine"), nothing(), following(false)),
        quietStep(fault(stage, "engine back"), engineIs(domain::EnginePhase::Following), std::chrono::seconds(15)),
        shot(name("logs-page-back"), nothing(), following(true), std::chrono::seconds(15)),
        quietStep(key("logTable", Qt::Key_F), settled), // it stays where somebody reads
        shot(name("logs-page-first-row"), key("logTable", Qt::Key_Home), isShown(name("logOlder"))),
        quietStep(click(name("logOlder")), olderCame, std::chrono::seconds(15)),
        shot(name("logs-page-older"), key("logTable", Qt::Key_Home), settled),
        // The first halt of the tour among the orders before it and what came after.
        quietStep(type(name("logFind"), name("HARD_HALT")), settled),
        shot(name("logs-page-halt"), click(name("logFindNext")), settled),
        quietStep(type(name("logFind"), QString()), settled),
        quietStep(key("logTable", Qt::Key_F), settled),
        shot(name("services-last-error"), click(name("rail.services")), isShown(name("page.services"))),
        quietStep(click(name("rail.overview")), isShown(name("page.overview"))),
    };
}

std::vector<TourStep> logSteps(TourLogs& logs)
{
    const auto settled = [&logs] {
        return logs.session() != nullptr && logs.session()->controller().ended() &&
               !logs.session()->controller().searching() && !logs.session()->controller().finding();
    };
    const auto hidden = [&logs] {
        logs.hide();
        return true;
    };
    return {
        shot(
            name("logs"), [&logs] { return logs.show(); }, settled, std::chrono::seconds(15)),
        quietStep(click(name("logErrors")), settled),
        quietStep(key("logTable", Qt::Key_Home), settled),
        quietStep(key("logTable", Qt::Key_Down), settled),
        shot(name("logs-errors-trace-open"), key("logTable", Qt::Key_Right), settled),
        quietStep(click(name("logShowAll")), settled),
        shot(name("logs-find"), type(name("logFind"), name("ex-8120")), settled),
        quietStep(click(name("logFindNext")), settled),
        shot(name("logs-found"), nothing(), settled),
        shot(name("logs-nothing-matches"), type(name("logFilter"), name("no such words")), settled),
        quietStep(hidden, isGone(name("logWindow"))),
        quietStep([&logs] { return logs.showCut(); }, settled, std::chrono::seconds(60)),
        shot(name("logs-cut"), key("logTable", Qt::Key_Home), settled),
        quietStep(hidden, isGone(name("logWindow"))),
        shot(
            name("logs-empty"), [&logs] { return logs.showEmpty(); }, settled),
        quietStep(hidden, isGone(name("logWindow"))),
    };
}

} // namespace ops::main

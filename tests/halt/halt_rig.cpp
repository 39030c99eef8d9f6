#include "halt/halt_rig.h"

#include "base/clock.h"
#include "infra/settings/config_directory.h"
#include "support/raw_nats.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QWindow>

namespace ops::test {
namespace {

constexpr auto environmentName = "halt-test";

// Library threads may ask for the time while everything goes down.
const base::SystemClock systemClock;

domain::Runbook builtInRunbook()
{
    const QTemporaryDir empty;
    const auto loaded = infra::ConfigDirectory(empty.path()).loadRunbook(QStringLiteral("runbook"));
    if (!loaded)
        qFatal("%s", qPrintable(base::toLogLine(loaded.error())));
    return loaded->runbook;
}

domain::Environment environmentOf(const NatsFixture& server)
{
    domain::Environment environment;
    environment.name = QString::fromLatin1(environmentName);
    environment.kind = domain::EnvironmentKind::Staging;
    environment.natsUrls = {server.url()};
    environment.monitoringUrl = server.monitoringUrl();
    return environment;
}

} // namespace

IndependentSubscriber::~IndependentSubscriber()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(2000)) {
        m_process.kill();
        m_process.waitForFinished(2000);
    }
}

bool IndependentSubscriber::start(const QString& url)
{
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { read(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { m_complaints += QString::fromUtf8(m_process.readAllStandardError()); });
    m_process.setWorkingDirectory(QStringLiteral(OPS_HALT_CLIENT_DIR));
    m_process.start(QStringLiteral("node"), {QStringLiteral("subscriber.mjs"), url, QStringLiteral("titan.cmd.sys.>")});
    return QTest::qWaitFor([this] { return m_ready || m_process.state() == QProcess::NotRunning; }, 60'000) && m_ready;
}

void IndependentSubscriber::read()
{
    while (m_process.canReadLine())
        take(m_process.readLine());
}

void IndependentSubscriber::take(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    m_ready = m_ready || object.value(QStringLiteral("ready")).toBool();
    m_reconnected = m_reconnected || object.value(QStringLiteral("reconnected")).toBool();
    if (object.contains(QStringLiteral("subject")))
        m_messages.push_back({object.value(QStringLiteral("subject")).toString(),
                              object.value(QStringLiteral("reply")).toString(),
                              object.value(QStringLiteral("headers")).toBool(),
                              QByteArray::fromBase64(object.value(QStringLiteral("payload")).toString().toLatin1())});
    else if (object.contains(QStringLiteral("error")) || object.isEmpty())
        m_complaints += QString::fromUtf8(line);
}

bool IndependentSubscriber::waitForMessages(size_t count, int timeoutMs)
{
    return QTest::qWaitFor([this, count] { return m_messages.size() >= count; }, timeoutMs);
}

bool IndependentSubscriber::waitForReconnect(int timeoutMs)
{
    return QTest::qWaitFor([this] { return m_reconnected; }, timeoutMs);
}

void IndependentSubscriber::clear()
{
    m_messages.clear();
    m_reconnected = false;
}

QStringList IndependentSubscriber::payloads() const
{
    QStringList list;
    for (const Message& message : m_messages)
        list << QString::fromUtf8(message.payload);
    return list;
}

HaltSession::HaltSession(const NatsFixture& server, const QString& stateDirectory)
    : m_console(std::make_unique<main::Console>(systemClock, environmentOf(server), builtInRunbook(), stateDirectory))
    , m_session(std::make_unique<main::SessionWindow>(*m_console, stateDirectory, ui::AboutDialog::Facts{}))
{
    // As the launcher does it: nothing is connected before the window has been painted.
    QObject::connect(m_session.get(), &main::SessionWindow::painted, m_console.get(), &main::Console::start);
}

HaltSession::~HaltSession()
{
    m_session.reset();
    m_console.reset();
}

bool HaltSession::start()
{
    m_session->show();
    window().activateWindow();
    return getsKeyboard(window()) && waitForLinks(true);
}

bool HaltSession::linksUp() const
{
    return m_console->links().commandLink().up() && m_console->links().telemetryLink().up();
}

bool HaltSession::waitForLinks(bool up, int timeoutMs)
{
    return QTest::qWaitFor([&] { return up ? linksUp() : !m_console->links().commandLink().up(); }, timeoutMs);
}

QWidget& HaltSession::dialog(const char* objectName)
{
    return *part(window(), objectName);
}

bool HaltSession::lift()
{
    keyClick(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    return getsKeyboard(dialog("guardDialog"));
}

bool HaltSession::holdUntilFired()
{
    QWidget& guard = dialog("guardDialog");
    press(*part(guard, "guardHold"));
    const bool fired =
        QTest::qWaitFor([this] { return m_console->guard().guard().phase == domain::GuardPhase::Fired; }, 20'000);
    release(guard);
    return fired;
}

bool HaltSession::openSoftHalt()
{
    click(*part(window(), "softHaltButton"));
    return getsKeyboard(dialog("softHaltDialog"));
}

bool HaltSession::openResume()
{
    click(*part(window(), "resumeButton"));
    if (!getsKeyboard(dialog("resumeDialog")))
        return false;
    click(*part(dialog("resumeDialog"), "resumeTyped"));
    type(QString::fromLatin1(environmentName));
    return true;
}

bool HaltSession::waitUntilResumeIsEnabled()
{
    const QWidget* send = part(dialog("resumeDialog"), "resumeSend");
    return QTest::qWaitFor([send] { return send->isEnabled(); }, 30'000);
}

const domain::Ladder& HaltSession::newest()
{
    return m_console->commands().ladders().front();
}

QStringList heardUntilNow(const NatsFixture& server, IndependentSubscriber& subscriber)
{
    static int number = 0;
    const QByteArray marker = "marker " + QByteArray::number(++number);
    RawNats publisher;
    if (!publisher.connectTo(server.port()) || !publisher.publish("titan.cmd.sys.marker", marker))
        return {QStringLiteral("the marker could not be published")};
    const auto heard = [&] { return !subscriber.messages().empty() && subscriber.messages().back().payload == marker; };
    QStringList payloads = QTest::qWaitFor(heard, 20'000) ? subscriber.payloads() : QStringList{};
    if (payloads.isEmpty())
        return {QStringLiteral("the marker was not heard")};
    payloads.removeLast();
    return payloads;
}

QByteArray haltBytes(const QByteArray& state, const QByteArray& reasonInJson, qint64 seconds)
{
    return "{\"state\":\"" + state + "\",\"reason\":\"" + reasonInJson +
           "\",\"timestamp\":" + QByteArray::number(seconds) + "}";
}

} // namespace ops::test

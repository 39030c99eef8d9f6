#include "smoke/smoke_rig.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QSet>
#include <QTest>

#include <array>
#include <unistd.h>

namespace ops::test {
namespace {

constexpr int inputTimeoutMs = 20000;

QByteArray fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

VirtualDisplay::~VirtualDisplay()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.terminate();
    if (!m_server.waitForFinished(5000)) {
        m_server.kill();
        m_server.waitForFinished(2000);
    }
}

bool VirtualDisplay::start()
{
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                    QStringLiteral("2600x1500x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp"),
                    QStringLiteral("-noreset")});
    if (!QTest::qWaitFor([this] { return m_server.canReadLine() || m_server.state() == QProcess::NotRunning; }, 30000))
        return false;
    const QByteArray number = m_server.readLine().trimmed();
    m_name = QLatin1Char(':') + QString::fromLatin1(number);
    return !number.isEmpty();
}

bool VirtualDisplay::input(const QStringList& words, QByteArray* output) const
{
    QProcess xdotool;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_name);
    xdotool.setProcessEnvironment(environment);
    xdotool.start(QStringLiteral("xdotool"), words);
    const bool ended = xdotool.waitForFinished(inputTimeoutMs);
    if (output != nullptr)
        *output = xdotool.readAllStandardOutput();
    return ended && xdotool.exitStatus() == QProcess::NormalExit && xdotool.exitCode() == 0;
}

QList<QByteArray> VirtualDisplay::windows(const QString& title) const
{
    QByteArray ids;
    // It fails where there is none.
    input({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), title}, &ids);
    ids = ids.trimmed();
    return ids.isEmpty() ? QList<QByteArray>() : ids.split('\n');
}

bool VirtualDisplay::waitForWindow(const QString& title, int timeoutMs) const
{
    return QTest::qWaitFor([&] { return !windows(title).isEmpty(); }, timeoutMs);
}

bool VirtualDisplay::waitForKeyboard(const QString& title, int timeoutMs) const
{
    const auto has = [&] {
        QByteArray focused;
        input({QStringLiteral("getwindowfocus")}, &focused);
        return windows(title).contains(focused.trimmed());
    };
    return QTest::qWaitFor(has, timeoutMs);
}

bool VirtualDisplay::waitUntilGone(const QString& title, int timeoutMs) const
{
    return QTest::qWaitFor([&] { return windows(title).isEmpty(); }, timeoutMs);
}

QRect VirtualDisplay::geometry(const QByteArray& window) const
{
    QByteArray text;
    if (!input({QStringLiteral("getwindowgeometry"), QStringLiteral("--shell"), QString::fromLatin1(window)}, &text))
        return {};
    const auto value = [&](const QByteArray& key) {
        for (const QByteArray& line : text.split('\n'))
            if (line.startsWith(key))
                return line.mid(key.size()).toInt();
        return 0;
    };
    return {value("X="), value("Y="), value("WIDTH="), value("HEIGHT=")};
}

ConsoleProcess::ConsoleProcess(const QString& display)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM", "DISPLAY",
                             "QT_QPA_PLATFORMTHEME", "XDG_CURRENT_DESKTOP"})
        environment.remove(QString::fromLatin1(name));
    if (!display.isEmpty()) {
        environment.insert(QStringLiteral("DISPLAY"), display);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    }
    QDir(m_home.path()).mkpath(QStringLiteral("run"));
    QFile::setPermissions(m_home.filePath(QStringLiteral("run")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    environment.insert(QStringLiteral("HOME"), m_home.path());
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_home.filePath(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), m_home.filePath(QStringLiteral("state")));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_home.filePath(QStringLiteral("cache")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.filePath(QStringLiteral("run")));
    m_process.setProcessEnvironment(environment);
}

ConsoleProcess::~ConsoleProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate(); // a drill takes its children along
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished(2000);
    }
}

void ConsoleProcess::setVariable(const QString& name, const QString& value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

bool ConsoleProcess::writeEnvironment(const QString& name, const QByteArray& json) const
{
    const QDir directory(m_home.filePath(QStringLiteral("config/titan-ops-console/environments")));
    QFile file(directory.filePath(name + QStringLiteral(".json")));
    return directory.mkpath(QStringLiteral(".")) && file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
           file.write(json) == json.size();
}

void ConsoleProcess::closeStandardInput()
{
    m_process.setChildProcessModifier([] { ::close(STDIN_FILENO); });
}

bool ConsoleProcess::start(const QStringList& arguments)
{
    m_process.start(QStringLiteral(OPS_BIN_DIR "/titan-ops-console"), arguments);
    return m_process.waitForStarted(10000);
}

int ConsoleProcess::waitForExit(int timeoutMs)
{
    if (!QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, timeoutMs))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -2;
}

void ConsoleProcess::terminate()
{
    m_process.terminate();
}

QString ConsoleProcess::standardInput() const
{
    const QByteArray link = "/proc/" + QByteArray::number(m_process.processId()) + "/fd/0";
    std::array<char, 256> name{};
    const ssize_t length = readlink(link.constData(), name.data(), name.size());
    return length > 0 ? QString::fromLocal8Bit(name.data(), length) : QString();
}

QByteArray ConsoleProcess::standardOutput()
{
    return m_out += m_process.readAllStandardOutput();
}

QByteArray ConsoleProcess::standardError()
{
    return m_err += m_process.readAllStandardError();
}

QString ConsoleProcess::journalPath() const
{
    return m_home.filePath(QStringLiteral("state/titan-ops-console/journal.jsonl"));
}

QByteArray ConsoleProcess::journal() const
{
    return fileText(journalPath());
}

QByteArray ConsoleProcess::log() const
{
    QByteArray text;
    const QDir directory(m_home.filePath(QStringLiteral("state/titan-ops-console")));
    const QStringList files = directory.entryList({QStringLiteral("*.log")}, QDir::Files);
    for (const QString& file : files)
        text += fileText(directory.filePath(file));
    return text;
}

int distinctColours(const QString& picturePath, int most)
{
    const QImage picture = QImage(picturePath).convertToFormat(QImage::Format_RGB32);
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x)
            colours.insert(line[x]);
        if (colours.size() >= most)
            break;
    }
    return static_cast<int>(colours.size());
}

} // namespace ops::test

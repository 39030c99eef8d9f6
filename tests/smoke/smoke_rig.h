#pragma once

#include <QByteArray>
#include <QProcess>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace ops::test {

// An X server of our own on a free number, without a window manager; ended by pid in the destructor. Test thread.
class VirtualDisplay {
public:
    ~VirtualDisplay();
    bool start();                           // Xvfb picks the number and says it when it is ready
    QString name() const { return m_name; } // ":3"
    // Runs xdotool; false when it failed or took too long. What it printed is in `output`.
    bool input(const QStringList& words, QByteArray* output = nullptr) const;
    // The ids of the visible windows whose title contains `title`.
    QList<QByteArray> windows(const QString& title) const;
    bool waitForWindow(const QString& title, int timeoutMs = 20000) const;
    bool waitForKeyboard(const QString& title, int timeoutMs = 10000) const; // keys go to that window
    bool waitUntilGone(const QString& title, int timeoutMs = 10000) const;
    QRect geometry(const QByteArray& window) const; // null: there is none

private:
    QProcess m_server;
    QString m_name;
};

// The built titan-ops-console as a user starts it, with a home of its own. Ended by pid in the destructor.
class ConsoleProcess {
public:
    // `display` empty: there is none, not even by accident.
    explicit ConsoleProcess(const QString& display = {});
    ~ConsoleProcess();
    ConsoleProcess(const ConsoleProcess&) = delete;
    ConsoleProcess& operator=(const ConsoleProcess&) = delete;

    void setVariable(const QString& name, const QString& value);
    // Writes environments/NAME.json of its config directory.
    bool writeEnvironment(const QString& name, const QByteArray& json) const;
    void closeStandardInput(); // as `<&-` does; before start()
    bool start(const QStringList& arguments);
    int waitForExit(int timeoutMs = 20000); // its exit code; -1: it did not end, -2: it crashed
    void terminate();                       // SIGTERM, as a session manager does it

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    // What its standard input is, "/dev/null" or "pipe:[4711]".
    QString standardInput() const;
    QByteArray standardOutput();
    QByteArray standardError();
    QString homePath(const QString& file) const { return m_home.filePath(file); }
    QString journalPath() const;
    QByteArray journal() const; // what it holds now
    QByteArray log() const;

private:
    QTemporaryDir m_home;
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

// How many colours a picture has, counted up to `most`; 0: it cannot be read.
int distinctColours(const QString& picturePath, int most);

} // namespace ops::test

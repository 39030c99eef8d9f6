#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace ops::sim {

// Fault lines from standard input. Qt thread, owned by main. A line over 4 KiB is cut.
class LineInput : public QObject {
    Q_OBJECT

public:
    explicit LineInput(int fd, QObject* parent = nullptr);

Q_SIGNALS:
    void lineRead(const QByteArray& line);
    void ended();

private:
    void read();

    int m_fd;
    QSocketNotifier m_notifier;
    QByteArray m_buffer;
};

// SIGTERM, SIGINT and SIGHUP as a Qt signal (self-pipe). One per process; Qt thread, owned by main.
class SignalWatch : public QObject {
    Q_OBJECT

public:
    explicit SignalWatch(QObject* parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    void stopRequested();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace ops::sim

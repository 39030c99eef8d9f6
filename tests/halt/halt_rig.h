#pragma once

#include "dialogs/dialog_rig.h"
#include "main/console.h"
#include "main/session_window.h"
#include "support/nats_fixture.h"
#include "ui/window/main_window.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace ops::test {

// A NATS client that is not ours (the npm package nats, in a process of its own), subscribed to titan.cmd.sys.>.
// Test thread; ended by pid in the destructor.
class IndependentSubscriber {
public:
    struct Message {
        QString subject;
        QString reply; // the sender's inbox
        bool hasHeaders = false;
        QByteArray payload;
    };

    IndependentSubscriber() = default;
    ~IndependentSubscriber();
    IndependentSubscriber(const IndependentSubscriber&) = delete;
    IndependentSubscriber& operator=(const IndependentSubscriber&) = delete;

    bool start(const QString& url); // its subscription is in place
    // Serves events until so many messages are here.
    bool waitForMessages(size_t count, int timeoutMs = 20'000);
    bool waitForReconnect(int timeoutMs = 20'000); // since the last clear()
    void clear();
    const std::vector<Message>& messages() const { return m_messages; }
    QStringList payloads() const;
    QString complaints() const { return m_complaints; } // what it said that was no message

private:
    void read();
    void take(const QByteArray& line);

    QProcess m_process;
    std::vector<Message> m_messages;
    QString m_complaints;
    bool m_ready = false;
    bool m_reconnected = false;
};

// The program's own session over a real server, in this process: ports, controllers, journal, window and dialogs as
// main makes them; only the launcher is left out.
class HaltSession {
public:
    HaltSession(const NatsFixture& server, const QString& stateDirectory);
    ~HaltSession();
    HaltSession(const HaltSession&) = delete;
    HaltSession& operator=(const HaltSession&) = delete;

    bool start(); // shown, painted, links up
    bool linksUp() const;
    bool waitForLinks(bool up, int timeoutMs = 30'000);
    main::Console& console() { return *m_console; }
    ui::MainWindow& window() { return m_session->window(); }
    QWidget& dialog(const char* objectName); // once it was opened

    // As an operator does it: Ctrl+Shift+H.
    bool lift();
    // The guard's button held by the mouse until it fires, a real second; then let go.
    bool holdUntilFired();
    bool openSoftHalt(); // by the button on the overview
    bool openResume();   // and the same for OPEN, with the name typed
    bool waitUntilResumeIsEnabled();
    const domain::Ladder& newest();

private:
    std::unique_ptr<main::Console> m_console;
    std::unique_ptr<main::SessionWindow> m_session;
};

// Publishes a marker from a client of its own and waits for the subscriber to hear it: everything that the server had
// for the subscriber before is there then. Returns what came before the marker.
QStringList heardUntilNow(const NatsFixture& server, IndependentSubscriber& subscriber);

// {"state":…,"reason":…,"timestamp":…} as the runbook has it, written out by hand; `reasonInJson` as it stands between
// the quotes.
QByteArray haltBytes(const QByteArray& state, const QByteArray& reasonInJson, qint64 seconds);

} // namespace ops::test

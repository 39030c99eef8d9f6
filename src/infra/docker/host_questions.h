#pragma once

#include "app/ports/command_host_port.h"

#include <QHash>

#include <functional>

namespace ops::infra {

// What a command that ended printed; cut where it was too much, and then the outcome says so.
struct HostSaid {
    domain::HostOutcome outcome;
    QByteArray output;
    QByteArray errors;
};

// The commands of one adapter on a host that it shares with others: whole answers, and followers line by line. GUI
// thread; owned by the adapter. The destructor cancels what still runs, and nobody hears of it.
class HostQuestions final : public QObject {
    Q_OBJECT

public:
    using Answered = std::function<void(const HostSaid&)>;
    struct Listener {
        std::function<void()> began;
        std::function<void(const QByteArray&)> line; // without its end
        std::function<void(const HostSaid&)> ended;  // with what it said on standard error
    };

    explicit HostQuestions(app::CommandHostPort& port, QObject* parent = nullptr);
    ~HostQuestions() override;

    // `began`: when it runs there; until then it may have waited for a connection.
    domain::HostRunId ask(const domain::HostCommand& command, Answered answered, std::function<void()> began = {});
    domain::HostRunId follow(const domain::HostCommand& command, Listener listener);
    // It is cancelled, and nothing more is heard of it. A run that is over, or a null one, is no mistake.
    void drop(const domain::HostRunId& id);

private:
    struct Question {
        Answered answered;
        Listener listener;
        bool follows = false;
        bool tooMuch = false;
        HostSaid said;
    };

    domain::HostRunId begin(const domain::HostCommand& command, Question question);
    void onStarted(const domain::HostRunId& id);
    void onOutput(const domain::HostRunId& id, domain::OutputChannel channel, const QByteArray& bytes);
    void onFinished(const domain::HostRunId& id, const domain::HostOutcome& outcome);
    void tellLines(const domain::HostRunId& id);
    void giveUp(const domain::HostRunId& id);

    app::CommandHostPort& m_port;
    QHash<domain::HostRunId, Question> m_questions;
};

} // namespace ops::infra

#include "infra/docker/host_questions.h"

namespace ops::infra {
namespace {

constexpr qsizetype maxOutput = qsizetype{64} * 1024 * 1024; // thousands of containers, inspected
constexpr qsizetype maxErrors = qsizetype{4} * 1024 * 1024;
constexpr qsizetype maxLine = qsizetype{1024} * 1024;

base::Error tooMuchSaid()
{
    return {base::ErrorCode::TooLarge, QStringLiteral("more output than any answer has"), QStringLiteral("docker")};
}

} // namespace

HostQuestions::HostQuestions(app::CommandHostPort& port, QObject* parent)
    : QObject(parent)
    , m_port(port)
{
    connect(&m_port, &app::CommandHostPort::started, this, &HostQuestions::onStarted);
    connect(&m_port, &app::CommandHostPort::outputArrived, this, &HostQuestions::onOutput);
    connect(&m_port, &app::CommandHostPort::finished, this, &HostQuestions::onFinished);
}

HostQuestions::~HostQuestions()
{
    m_port.disconnect(this);
    for (auto question = m_questions.keyBegin(); question != m_questions.keyEnd(); ++question)
        m_port.cancel(*question);
}

domain::HostRunId HostQuestions::ask(const domain::HostCommand& command, Answered answered, std::function<void()> began)
{
    Question question;
    question.answered = std::move(answered);
    question.listener.began = std::move(began);
    return begin(command, std::move(question));
}

domain::HostRunId HostQuestions::follow(const domain::HostCommand& command, Listener listener)
{
    Question question;
    question.follows = true;
    question.listener = std::move(listener);
    return begin(command, std::move(question));
}

domain::HostRunId HostQuestions::begin(const domain::HostCommand& command, Question question)
{
    const domain::HostRunId id = m_port.run(command);
    m_questions.emplace(id, std::move(question));
    return id;
}

void HostQuestions::drop(const domain::HostRunId& id)
{
    if (m_questions.remove(id))
        m_port.cancel(id);
}

void HostQuestions::onStarted(const domain::HostRunId& id)
{
    const auto found = m_questions.constFind(id);
    if (found == m_questions.constEnd() || !found->listener.began)
        return;
    const auto began = found->listener.began; // it may drop the question
    began();
}

void HostQuestions::onOutput(const domain::HostRunId& id, domain::OutputChannel channel, const QByteArray& bytes)
{
    const auto found = m_questions.find(id);
    if (found == m_questions.end() || found->tooMuch)
        return;
    if (channel == domain::OutputChannel::Errors) {
        found->said.errors += bytes.left(maxErrors - found->said.errors.size());
        return;
    }
    found->said.output += bytes;
    if (found->follows)
        tellLines(id);
    else if (found->said.output.size() > maxOutput)
        giveUp(id);
}

void HostQuestions::tellLines(const domain::HostRunId& id)
{
    qsizetype begin = 0;
    for (;;) {
        const auto found = m_questions.find(id);
        if (found == m_questions.end())
            return; // a line made it be dropped
        QByteArray& buffer = found->said.output;
        const qsizetype end = buffer.indexOf('\n', begin);
        if (end < 0) {
            buffer.remove(0, begin);
            if (buffer.size() > maxLine)
                giveUp(id);
            return;
        }
        const QByteArray line = buffer.mid(begin, end - begin);
        begin = end + 1;
        const auto tell = found->listener.line;
        tell(line);
    }
}

void HostQuestions::giveUp(const domain::HostRunId& id)
{
    Question& question = m_questions[id];
    question.tooMuch = true;
    question.said.output.clear();
    m_port.cancel(id);
}

void HostQuestions::onFinished(const domain::HostRunId& id, const domain::HostOutcome& outcome)
{
    if (!m_questions.contains(id))
        return;
    Question question = m_questions.take(id);
    question.said.outcome = outcome;
    if (question.tooMuch)
        question.said.outcome.error = tooMuchSaid();
    if (question.follows)
        question.listener.ended(question.said);
    else
        question.answered(question.said);
}

} // namespace ops::infra

#pragma once

#include "app/ports/endpoint_probe_port.h"

#include <QVector>

#include <algorithm>

namespace ops::test {

// Records what it is asked and answers when the test says so. Keeps the port's contract: never an answer before ask()
// returns (the test answers), nothing after cancel(). Test thread.
class FakeEndpointProbe final : public app::EndpointProbePort {
    Q_OBJECT

public:
    struct Question {
        quint64 number = 0;
        QString url;
        std::chrono::milliseconds deadline{0};
        bool over = false;
    };

    quint64 ask(const QString& url, std::chrono::milliseconds deadline) override
    {
        const quint64 number = static_cast<quint64>(questions.size()) + 1;
        questions.append({number, url, deadline, false});
        return number;
    }
    void cancel(quint64 number) override
    {
        for (Question& question : questions)
            if (question.number == number)
                question.over = true;
    }

    // The open question for this URL gets an answer; false: there is none.
    bool answer(const QString& url, const domain::HttpAnswer& answer, double latencyMs = 1.5)
    {
        const auto found = std::find_if(questions.begin(), questions.end(), [&](const Question& question) {
            return !question.over && question.url == url;
        });
        if (found == questions.end())
            return false;
        found->over = true;
        Q_EMIT answered(found->number, answer, latencyMs);
        return true;
    }
    bool answer(const QString& url, int status, const QByteArray& body, double latencyMs = 1.5)
    {
        domain::HttpAnswer made;
        made.status = status;
        made.contentType = QStringLiteral("application/json");
        made.body = body;
        return answer(url, made, latencyMs);
    }
    int open() const
    {
        return static_cast<int>(
            std::count_if(questions.begin(), questions.end(), [](const Question& question) { return !question.over; }));
    }

    QVector<Question> questions; // oldest first
};

} // namespace ops::test

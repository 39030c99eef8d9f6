#include "infra/http/endpoint_probe.h"

#include "infra/http/network_error.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace ops::infra {

using base::Error;
using base::ErrorCode;

EndpointProbe::EndpointProbe(const base::Clock& clock, QObject* parent)
    : app::EndpointProbePort(parent)
    , m_clock(clock)
{
}

EndpointProbe::~EndpointProbe()
{
    while (!m_questions.empty())
        cancel(m_questions.begin()->first);
}

quint64 EndpointProbe::ask(const QString& url, std::chrono::milliseconds deadline)
{
    const quint64 number = ++m_last;
    Question& question = m_questions[number];
    question.asked = m_clock.now();
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty() || !parsed.scheme().startsWith(QLatin1String("http"))) {
        QMetaObject::invokeMethod(
            this,
            [this, number, url] {
                domain::HttpAnswer answer;
                answer.error = Error{ErrorCode::InvalidInput, QStringLiteral("is no http or https URL"), url};
                end(number, answer);
            },
            Qt::QueuedConnection);
        return number;
    }
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setProxy(QNetworkProxy::NoProxy);
        m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }
    QNetworkRequest request(parsed);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Connection", "close");
    QNetworkReply* reply = m_network->get(request);
    question.reply = reply;
    // Not before a name has been found an address.
    connect(reply, &QNetworkReply::socketStartedConnecting, this,
            [this, number] { note(number, domain::HttpReach::Connecting); });
    connect(reply, &QNetworkReply::requestSent, this, [this, number] { note(number, domain::HttpReach::Asked); });
    connect(reply, &QNetworkReply::metaDataChanged, this,
            [this, number] { note(number, domain::HttpReach::Answering); });
    connect(reply, &QNetworkReply::readyRead, this, [this, number] { receive(number); });
    connect(reply, &QNetworkReply::finished, this, [this, number] { finish(number); });
    question.deadline = std::make_unique<QTimer>();
    question.deadline->setSingleShot(true);
    question.deadline->setTimerType(Qt::PreciseTimer);
    connect(question.deadline.get(), &QTimer::timeout, this,
            [this, number, url, deadline] { giveUp(number, url, deadline); });
    question.deadline->start(deadline);
    return number;
}

void EndpointProbe::note(quint64 number, domain::HttpReach reach)
{
    const auto found = m_questions.find(number);
    if (found != m_questions.end())
        found->second.reach = std::max(found->second.reach, reach); // a name may have several addresses
}

void EndpointProbe::giveUp(quint64 number, const QString& url, std::chrono::milliseconds deadline)
{
    const auto found = m_questions.find(number);
    if (found == m_questions.end())
        return;
    domain::HttpAnswer answer;
    answer.error = Error{ErrorCode::TimedOut, QStringLiteral("no whole answer in %1 ms").arg(deadline.count()), url};
    answer.reach = found->second.reach;
    end(number, answer);
}

void EndpointProbe::cancel(quint64 number)
{
    const auto found = m_questions.find(number);
    if (found == m_questions.end())
        return;
    QPointer<QNetworkReply> reply = found->second.reply;
    if (QTimer* deadline = found->second.deadline.release()) {
        deadline->disconnect(this);
        deadline->deleteLater(); // it may be the sender
    }
    m_questions.erase(found);
    if (!reply)
        return;
    // Not abort(): on a reply that is just failing by itself that is an error twice. Deleting it ends it as well.
    reply->disconnect(this);
    reply->deleteLater();
}

void EndpointProbe::receive(quint64 number)
{
    const auto found = m_questions.find(number);
    if (found == m_questions.end() || !found->second.reply)
        return;
    found->second.body += found->second.reply->readAll();
    if (found->second.body.size() <= domain::maxHealthBodyBytes)
        return;
    domain::HttpAnswer answer;
    answer.error =
        Error{ErrorCode::TooLarge, QStringLiteral("the answer is longer than %1 bytes").arg(domain::maxHealthBodyBytes),
              found->second.reply->url().toString()};
    end(number, answer);
}

void EndpointProbe::finish(quint64 number)
{
    receive(number);
    const auto found = m_questions.find(number);
    if (found == m_questions.end() || !found->second.reply)
        return;
    const QNetworkReply& reply = *found->second.reply;
    domain::HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.contentType = QString::fromLatin1(reply.rawHeader("Content-Type"));
    answer.server = QString::fromLatin1(reply.rawHeader("Server"));
    answer.location = QString::fromLatin1(reply.rawHeader("Location"));
    answer.body = found->second.body;
    // A status that is an error to Qt is an answer to us, as long as it came whole.
    const auto error = reply.error();
    const bool cutOff = error == QNetworkReply::RemoteHostClosedError;
    if (answer.status == 0 || cutOff) {
        ErrorCode code = errorCodeForNetworkError(error);
        if (answer.status == 0 && cutOff)
            code = ErrorCode::ProtocolError;
        answer.error = Error{error == QNetworkReply::NoError ? ErrorCode::ProtocolError : code, reply.errorString(),
                             reply.url().toString()};
        answer.reach = found->second.reach;
        answer.tlsFailed = error == QNetworkReply::SslHandshakeFailedError;
    }
    end(number, answer);
}

void EndpointProbe::end(quint64 number, const domain::HttpAnswer& answer)
{
    const auto found = m_questions.find(number);
    if (found == m_questions.end())
        return;
    const double latency = base::elapsedMs(found->second.asked, m_clock.now());
    cancel(number);
    Q_EMIT answered(number, answer, latency);
}

} // namespace ops::infra

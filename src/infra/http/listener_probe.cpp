#include "infra/http/listener_probe.h"

#include "infra/http/network_error.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>
#include <QUrlQuery>

namespace ops::infra {

using base::Error;
using base::ErrorCode;

namespace {

Error describeFailure(const QNetworkReply& reply, int status)
{
    Error error{errorCodeForNetworkError(reply.error()), reply.errorString(),
                reply.url().toString(QUrl::RemoveUserInfo)};
    if (status == 404) {
        error.code = ErrorCode::ProtocolError; // every monitoring port has these pages
    } else if (status == 0 && reply.error() == QNetworkReply::RemoteHostClosedError) {
        error.code = ErrorCode::ProtocolError;
        error.detail += QStringLiteral(", without an HTTP answer");
    }
    if (status != 0)
        error.detail = QStringLiteral("HTTP %1: %2").arg(status).arg(error.detail);
    return error;
}

} // namespace

ListenerProbe::ListenerProbe(const base::Clock& clock, QObject* parent)
    : app::ListenerProbePort(parent)
    , m_clock(clock)
    , m_deadline(new QTimer(this))
{
    m_deadline->setSingleShot(true);
    m_deadline->setTimerType(Qt::PreciseTimer);
    connect(m_deadline, &QTimer::timeout, this, [this] {
        fail({ErrorCode::TimedOut, QStringLiteral("no complete answer in %1 ms").arg(deadlineMs), m_url});
    });
}

ListenerProbe::~ListenerProbe()
{
    endQuestion();
}

void ListenerProbe::configure(const QString& monitoringUrl, const QStringList& ownNames)
{
    if (m_open > 0)
        fail({ErrorCode::Cancelled, QStringLiteral("another environment was chosen"), m_url});
    m_url = monitoringUrl;
    while (m_url.endsWith(QLatin1Char('/')))
        m_url.chop(1);
    m_ownNames = ownNames;
}

void ListenerProbe::probe(const QString& subject)
{
    if (m_open > 0)
        return; // answered by the answer that is under way
    const QUrl url(m_url, QUrl::StrictMode);
    const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (m_url.isEmpty() || !url.isValid() || url.host().isEmpty() || !http) {
        const Error error =
            m_url.isEmpty()
                ? Error{ErrorCode::Unavailable, QStringLiteral("this environment names no monitoring port"), {}}
                : Error{ErrorCode::InvalidInput, QStringLiteral("is not an http:// or https:// URL with a host"),
                        m_url};
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT probeFailed(error); }, Qt::QueuedConnection);
        return;
    }
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setProxy(QNetworkProxy::NoProxy);
        m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }
    m_open = BodyCount;
    m_bodies = {};
    m_deadline->start(deadlineMs);
    const QString test = QString::fromLatin1(QUrl::toPercentEncoding(subject));
    get(Subscriptions, QStringLiteral("/subsz"), QStringLiteral("subs=1&limit=1024&test=") + test);
    get(Connections, QStringLiteral("/connz"), QStringLiteral("subs=1&limit=1024"));
    get(Routes, QStringLiteral("/routez"), {});
}

void ListenerProbe::get(Body body, const QString& path, const QString& query)
{
    QUrl url(m_url + path);
    url.setQuery(query, QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    QNetworkReply* reply = m_network->get(request);
    m_replies.at(body) = reply;
    connect(reply, &QNetworkReply::readyRead, this, [this, body, reply] { receive(body, reply); });
    connect(reply, &QNetworkReply::finished, this, [this, body, reply] { finishBody(body, reply); });
}

void ListenerProbe::receive(Body body, QNetworkReply* reply)
{
    QByteArray& bytes = m_bodies.at(body);
    bytes += reply->readAll();
    if (bytes.size() > maxBodyBytes)
        fail({ErrorCode::TooLarge, QStringLiteral("the answer is longer than %1 bytes").arg(maxBodyBytes),
              reply->url().toString(QUrl::RemoveUserInfo)});
}

void ListenerProbe::finishBody(Body body, QNetworkReply* reply)
{
    reply->deleteLater();
    if (m_open == 0 || m_replies.at(body) != reply)
        return;
    m_replies.at(body).clear();
    const QString shownUrl = reply->url().toString(QUrl::RemoveUserInfo);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (body == Routes && (reply->error() != QNetworkReply::NoError || status != 200)) {
        m_bodies.at(Routes).clear(); // only helps to name subscribers in a cluster
    } else if (reply->error() != QNetworkReply::NoError) {
        fail(describeFailure(*reply, status));
        return;
    } else if (status != 200) {
        fail({ErrorCode::ProtocolError, QStringLiteral("HTTP %1 where 200 is due").arg(status), shownUrl});
        return;
    } else {
        m_bodies.at(body) += reply->readAll();
    }
    if (--m_open == 0)
        answer();
}

void ListenerProbe::answer()
{
    m_deadline->stop();
    auto snapshot = domain::joinListeners(m_bodies.at(Subscriptions), m_bodies.at(Connections), m_ownNames,
                                          m_clock.now(), m_bodies.at(Routes));
    m_bodies = {};
    if (snapshot)
        Q_EMIT probed(*snapshot);
    else
        Q_EMIT probeFailed({snapshot.error().code, snapshot.error().detail, m_url + snapshot.error().subject});
}

void ListenerProbe::fail(const Error& error)
{
    if (m_open == 0)
        return;
    endQuestion();
    Q_EMIT probeFailed(error);
}

void ListenerProbe::endQuestion()
{
    m_open = 0;
    m_deadline->stop();
    m_bodies = {};
    for (QPointer<QNetworkReply>& reply : m_replies) {
        if (!reply)
            continue;
        QNetworkReply* ended = reply;
        reply.clear();
        // Not abort(): on a reply that is just failing by itself that is an error twice. Deleting it ends it as well.
        ended->disconnect(this);
        ended->deleteLater();
    }
}

} // namespace ops::infra

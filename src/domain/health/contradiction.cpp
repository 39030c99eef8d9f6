#include "domain/health/contradiction.h"

#include "domain/health/complaint.h"
#include "domain/health/health_verdict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace ops::domain {
namespace {

QRegularExpression expression(const QString& pattern)
{
    return QRegularExpression(QStringLiteral("^(?:%1)$").arg(pattern), QRegularExpression::CaseInsensitiveOption);
}

// "lastError" is none of these: what was once is no contradiction of what is.
bool namesAnError(const QString& key)
{
    static const QRegularExpression made = expression(
        QStringLiteral("errors?|err|error_?(?:messages?|msg|text|count|list)|failures?|faults?|exceptions?|panics?|"
                       "issues|problems|warnings|"
                       "(?:failed|failing|unhealthy|degraded|unreachable|unavailable|down|offline)"
                       "(?:_?(?:checks?|components?|connections?|containers?|count|dependencies|nodes|services?))?"));
    return made.match(key).hasMatch();
}

// "natsConnected" and "redis_connected" as well, but neither "disconnected" nor "notReady".
bool namesWellBeing(const QString& key)
{
    static const QRegularExpression made = expression(
        QStringLiteral("(?:is_?)?(?:ok|okay|healthy|alive|ready|connected|reachable|available|operational|up|running|"
                       "online|pass|passed|responding|success|successful)|"
                       "(?!not|non|un|never|was|last)(?:[a-z0-9_]+_|(?-i:[a-z][A-Za-z0-9]*(?=[A-Z])))"
                       "(?:ok|healthy|alive|ready|connected|reachable|operational|online)"));
    return made.match(key).hasMatch();
}

// Of these a number says how many are so, or whether one is; "connected":0 may count clients.
bool isNoneWell(const QString& key, const QJsonValue& value)
{
    static const QRegularExpression made = expression(QStringLiteral("(?:is_?)?(?:ok|okay|healthy|alive|ready)"));
    return value.isDouble() && value.toDouble() == 0 && made.match(key).hasMatch();
}

// What an answer lists its parts under: what is said of one of them is how that does.
bool listsParts(const QString& key)
{
    static const QRegularExpression made =
        expression(QStringLiteral("(?:health_?)?checks|services|components|dependencies|deps|connections|connectivity|"
                                  "subsystems"));
    return made.match(key).hasMatch();
}

bool namesAPart(const QString& key)
{
    static const QRegularExpression made = expression(
        QStringLiteral("titan(?:[ _-].*)?|brain|execution|console|scavenger|hunter|sentinel|nats|jetstream|redis|"
                       "postgres(?:ql)?|database|db|cache|queue|broker|exchange|api"));
    return made.match(key).hasMatch();
}

bool saysHowItDoes(const QString& key)
{
    static const QRegularExpression made = expression(QStringLiteral("status|state|health"));
    return made.match(key).hasMatch();
}

// What explains the word beside it in a sentence.
bool explains(const QString& key)
{
    static const QRegularExpression made = expression(QStringLiteral("message|msg|reason|detail|output"));
    return made.match(key).hasMatch();
}

bool isHttpFailure(const QString& key, const QJsonValue& value)
{
    static const QRegularExpression made = expression(QStringLiteral("(?:http_?)?(?:status_?)?code|http_?status"));
    return value.isDouble() && value.toDouble() >= 400 && value.toDouble() < 600 && made.match(key).hasMatch();
}

// Settings and the past: "logLevel":"error", "previousState":"down".
bool saysNothingOfNow(const QString& key)
{
    static const QRegularExpression made = expression(
        QStringLiteral(".*(?:level|verbosity)|prev(?:ious)?(?-i:[A-Z_].*)?|last_?(?:error|failure|exception|crash).*"));
    return made.match(key).hasMatch();
}

bool isNo(const QString& text)
{
    static const QRegularExpression made = expression(QStringLiteral("no|false"));
    return made.match(text.trimmed()).hasMatch();
}

// Alone, or before what explains it: "down", "error: connection refused", "DOWN!", "down since 10:00"; also behind a
// cross, and as Node names what the system says.
bool isFailureWord(const QString& text)
{
    static const QRegularExpression made = expression(QStringLiteral(
        R"((?:is\s+)?(?:down|errors?|errored|fail(?:s|ed|ing)?|unhealthy|degraded|impaired|critical|fatal|panic|)"
        R"(dead|crashed|offline|outage|broken|unreachable|unavailable|unresponsive|disconnected|refused|nok|ko|)"
        R"(failure|time-?out|timed[ _-]?out|(?:major|partial)[ _]outage|out[ _]of[ _]service|no[ _]connection|)"
        R"(connection[ _](?:refused|failed|lost|error|closed|reset|timed[ _]out)|)"
        R"(not[ _-]?(?:ok|ready|connected|running|healthy|reachable|available|responding|serving)))"
        R"((?!\s*:\s*(?:0|none|no)\b)(?:\s*[:;,(.!/|].*|\s+[-–—].*|\s+(?:since|for)\s.*)?|)"
        R"((?:✗|✘|✖|✕|❌|❎|⛔|🔴|🚫|💥|☠|💀|🛑).*|)"
        R"((?:connect |getaddrinfo |read |write )?(?:econn(?:refused|reset|aborted)|etimedout|enotfound|)"
        R"(e(?:host|net)unreach|epipe)\b.*)"));
    return made.match(text.simplified()).hasMatch();
}

// What says of a part that it is not, or may not be, at work. A state of another kind may have such a word and be well:
// a circuit breaker is "closed".
bool isDoubtOfAPart(const QString& key, const QString& parent, const QString& text)
{
    static const QRegularExpression ofAnything = expression(
        QStringLiteral("warn(?:ing)?|starting|stopped|stopping|unknown|missing|lost|killed|exited|reconnecting"));
    static const QRegularExpression ofAPart =
        expression(QStringLiteral("pending|connecting|closed|closing|stale|inactive|absent|no|false"));
    const QString word = text.trimmed();
    const bool isPart = listsParts(parent) || namesAPart(key);
    return ((isPart || saysHowItDoes(key)) && ofAnything.match(word).hasMatch()) ||
           (isPart && ofAPart.match(word).hasMatch());
}

// "redis": false. Elsewhere than among the parts a setting is as often false.
bool isPartThatIsNot(const QString& key, const QString& parent)
{
    static const QRegularExpression unwanted = expression(
        QStringLiteral(".*(?:halt|pause|maintenance|simulat|dry_?run|paper|mock|debug|throttl|lock|trip|optional|"
                       "enabled|disabled|required|restart|stale|error|fail|drift|update|pending|degrad|missing|expired|"
                       "alert|tls|ssl|secure|encrypt).*"));
    return (listsParts(parent) && !namesAnError(key) && !unwanted.match(key).hasMatch()) ||
           (parent.isEmpty() && namesAPart(key)) || saysHowItDoes(key);
}

// What an "error" may hold and mean that there is none.
bool isNone(const QJsonValue& value)
{
    static const QRegularExpression none = expression(QStringLiteral("none|no|no errors?|null|nil|n/a|false|0|-|ok|"));
    if (value.isString())
        return none.match(value.toString().trimmed()).hasMatch();
    if (value.isBool())
        return !value.toBool();
    if (value.isDouble())
        return value.toDouble() == 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        return std::all_of(object.begin(), object.end(), isNone); // {"total":0,"last":null}
    }
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), isNone);
    }
    return true; // null
}

QString shownValue(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

std::optional<QString> said(const QString& path, const QJsonValue& value)
{
    return oneLine(path + QStringLiteral(": ") + oneLine(shownValue(value), 60), 120);
}

std::optional<QString> inText(const QString& path, const QString& key, const QString& parent, const QString& text)
{
    if (saysNothingOfNow(key))
        return std::nullopt;
    const bool contradicts = isFailureWord(text) || (namesWellBeing(key) && isNo(text)) ||
                             isDoubtOfAPart(key, parent, text) ||
                             (explains(key) && findComplaint(text) == Complaint::Error);
    return contradicts ? said(path, text) : std::nullopt;
}

// `key`: of the member that the value is, or that the array is which it stands in; `parent`: of the object around that,
// empty for the answer itself.
std::optional<QString> inValue(const QString& path, const QString& key, const QString& parent, const QJsonValue& value)
{
    if (namesAnError(key))
        return isNone(value) ? std::nullopt : said(path, value);
    if (value.isBool())
        return !value.toBool() && (namesWellBeing(key) || isPartThatIsNot(key, parent)) ? said(path, value)
                                                                                        : std::nullopt;
    if (value.isDouble())
        return isNoneWell(key, value) || isHttpFailure(key, value) ? said(path, value) : std::nullopt;
    if (value.isString())
        return inText(path, key, parent, value.toString());
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            if (auto found = inValue(path + QStringLiteral("[%1]").arg(i), key, parent, array.at(i)))
                return found;
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            if (auto found = inValue(path + QLatin1Char('.') + member.key(), member.key(), key, member.value()))
                return found;
    }
    return std::nullopt;
}

} // namespace

std::optional<QString> contradiction(const QJsonObject& answer, const QString& field)
{
    for (auto member = answer.begin(); member != answer.end(); ++member)
        if (member.key() != field)
            if (auto found = inValue(member.key(), member.key(), {}, member.value()))
                return found;
    return std::nullopt;
}

} // namespace ops::domain

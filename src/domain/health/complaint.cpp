#include "domain/health/complaint.h"

#include "domain/health/health_verdict.h"

#include <QRegularExpression>
#include <QStringList>

#include <utility>

namespace ops::domain {
namespace {

// What the expressions below are made of; an earlier piece may name a later one.
QString withPieces(QString pattern)
{
    static const std::pair<QLatin1String, QString> pieces[] = {
        {QLatin1String("{end}"), QStringLiteral(R"((?=["']?\s*(?:$|[,;|)\]}·•]|\.(?:\s|$))))")},
        {QLatin1String("{cross}"), QStringLiteral("[✗✘✖✕❌❎⛔🔴🚫💥☠💀🛑]")},
        {QLatin1String("{kind}"),
         QStringLiteral(
             "(?:(?:new|open|critical|fatal|serious|known|active|other|further|more|unexpected|service|"
             "container|process|check|test|target|node|endpoint|component|connection|instance|replica)(?:s|es)?)")},
        // What may be false, or have a "no" behind it, while all is well: states nobody wants, and settings.
        {QLatin1String("{unwanted}"),
         QStringLiteral(
             "(?:{bad}|halt(?:ed)?|paused|locked|blocked|frozen|throttled|limited|breached|triggered|tripped|"
             "exceeded|leaks?|drift|lag(?:ging)?|loss|split[- ]brain|maintenance|read[- ]?only|dry[- ]?run|"
             "drill|paper|testnet|sandbox|simulat(?:ed|ion)|mock|debug|trace|verbose|quiet|color|tls|ssl|"
             "auth|force|swap|optional|pending|needed|required|available|changes?|updates?|"
             "restart(?:ed)?|reboot|root|cached|deprecated|empty|full|busy|absent|armed|active)")},
        // What a count of none takes back.
        {QLatin1String("{bad}"),
         QStringLiteral(
             "(?:errors?|err|fehler|fail(?:s|ed|ures?|ing)?|faults?|fatals?|panics?|panicked|problems?|issues?|"
             "warn(?:s|ings?|ung(?:en)?)?|alerts?|alarms?|incidents?|crash(?:es|ed)?|exceptions?|timeouts?|timed out|"
             "refused|denied|reject(?:ed|ions?)|unhealthy|unreachable|unavailable|degraded|missing|stopped|"
             "dead|(?:oom)?killed|invalid|critical|abort(?:s|ed)?|down|offline|skipped|lost|dropped|restarting|"
             "absent|paused|blocked|throttled|exceeded|closed|stale|disconnect(?:s|ed)?|expired|violations?|"
             "not (?:running|healthy|ready|found|ok|up|reachable|responding|connected))")},
        // The runbook's services and what they are made of.
        {QLatin1String("{service}"),
         QStringLiteral("(?:titan(?:[ -][a-z0-9]+)*|brain|console|execution|scavenger|hunter|sentinel|powerlaw|quant|"
                        "nats|jetstream|redis|postgres(?:ql)?|database|db|cache|queue|broker|gateway|api|server|"
                        "backend|engine|docker|network|exchange|feed|[a-z][a-z0-9.]*(?:-[a-z0-9.]+)+)")},
        {QLatin1String("{well}"),
         QStringLiteral("(?:ok|okay|healthy|up|running|ready|pass|passed|passing|reachable|alive|online|responding)")},
    };
    for (const auto& [name, text] : pieces)
        pattern.replace(name, text);
    return pattern;
}

QRegularExpression expression(const QStringList& alternatives)
{
    return QRegularExpression(withPieces(alternatives.join(QLatin1Char('|'))),
                              QRegularExpression::CaseInsensitiveOption);
}

// "0 errors", "failed: 0", and words that only look like a complaint: they are taken out of a line before it is read.
// "Error: 0 of 3 ok" and "Error: no such host" stay: what follows is no count of errors.
const QRegularExpression& harmless()
{
    static const QRegularExpression made = expression({
        QStringLiteral(R"((?:{cross}\s*)?(?<!\d)(?<!\d[.,])\b(?:0|no|zero|none|keine?|ohne|without(?:\s+any)?)\s+)"
                       R"((?:{kind}\s+){0,2}(?:{bad}|exited)\b)"),
        QStringLiteral(R"((?<![\d.,/])\b0\s*(?:of|/)\s*\d+\s+(?:{kind}\s+){0,2}(?:{bad}|exited)\b)"),
        QStringLiteral(R"(\b{bad}["']?\s*[:=]?\s*0\s*(?:of|/)\s*\d+{end})"),
        QStringLiteral(
            R"(\b{bad}(?:\s+(?:count|rate|ratio|total|code|keys|(?:attempt|check|connection|container|event|)"
            R"(job|message|node|order|request|service|test)s?))?)"
            R"(["']?\s*[:=]\s*["']?(?:0+(?:\.0+)?\s*%?(?:{end}|(?=\s+(?:in|since|over|during|so|total|)"
            R"(today)\b|\s+["']?(?:{bad}|{well}|total|restarts?)["']?\s*[:=]))|)"
            R"((?:none|no|false|null|nil|n/a|absent|-|\[\s*\]|\{\s*\}){end}))"),
        QStringLiteral(R"(\b(?:errors|failures|failed|warnings|problems|issues|timeouts)\s+0{end})"),
        QStringLiteral(R"({cross}\s*[:=]?\s*0{end})"),
        QStringLiteral(R"(\b(?:errors?|failures?|faults?|problems?)-free\b|\bfail-?(?:safe|over)\b|)"
                       R"(\bdead[ -]?letters?\b|\brestarts?\s*[:=(]?\s*\d+)"),
    });
    return made;
}

const QRegularExpression& warning()
{
    static const QRegularExpression made = expression({QStringLiteral(R"(\bwarn(?:[iu]ng)?\b|⚠)")});
    return made;
}

const QRegularExpression& error()
{
    static const QRegularExpression made = expression({
        QStringLiteral(
            R"(\b(?:errors?|err|fail(?:s|ed|ing|ures?)?|fatal|panic(?:s|ked)?|unhealthy|refused|denied|)"
            R"(unreachable|unresponsive|unable|missing|absent|stopped|dead|killed|invalid|abort(?:s|ed|ing)?|)"
            R"(crash(?:es|ed|ing)?|crashloop\w*|offline|down|disconnected|corrupt(?:ed|ion)?|broken|hung|)"
            R"(stuck|exceptions?|traceback|segfault|segmentation fault|core dumped|oom|out of memory|)"
            R"(no space left|connection reset|broken pipe|unauthori[sz]ed|forbidden|noauth|wrongpass|)"
            R"(misconf|timed[ -]?out|time-?outs?|bad gateway|internal server error|service unavailable|)"
            R"(no such|no (?:response|answer|reply|route|connection)|can(?:not|['’]t)|)"
            R"(could(?:\s+not|n['’]t)|nok|not (?:found|running|healthy|ready|responding|responsive|)"
            R"(reachable|connected|ok|up|alive|listening|answering|working|serving|synced))\b)"),
        // Names without an address, and connections that ended: as the C library, curl and Node say it.
        QStringLiteral(R"(\b(?:name or service not known|(?:temporary|non-recoverable) failure in name resolution|)"
                       R"(no address associated|name does not resolve|nodename nor servname|bad address|getaddrinfo|)"
                       R"(enotfound|eai again|econn(?:refused|reset|aborted)|etimedout|e(?:host|net)unreach|epipe|)"
                       R"(empty (?:reply|response|answer)|connection (?:was |is )?(?:closed|terminated|lost|dropped)|)"
                       R"(clusterdown|masterdown|noreplicas)\b)"),
        // What Linux, Node, TLS and NATS say of themselves.
        QStringLiteral(R"(\b(?:too many open files|read-only file system|operation not permitted|disk full(?!\s*[:=])|)"
                       R"(illegal instruction|stack overflow|oomkilled(?!["']?\s*[:=]\s*["']?false\b)|)"
                       R"((?:err)?imagepull(?:backoff)?|defunct|removal in progress|context canceled|)"
                       R"(no responders|(?-i:LOADING) redis)\b|x509: )"),
        // Shells, of a test that they did not make; what follows it goes on.
        QStringLiteral(R"(\b(?:unbound variable|parameter (?:null or )?not set|integer expression expected|)"
                       R"((?:unary|binary) operator expected|ambiguous redirect|bad substitution|)"
                       R"((?:unknown|unrecogni[sz]ed|illegal|no such) (?:option|command|flag|subcommand))\b|)"
                       R"(\[: too many arguments|^usage: \S+ .*[[<-])"),
        // Of a system that speaks German.
        QStringLiteral(R"(\b(?:fehler|fehlgeschlagen|nicht (?:gefunden|erreichbar|verbunden|bereit)|abgelehnt|)"
                       R"(verweigert|keine berechtigung|abgebrochen|antwortet nicht)\b|\bzeit.{1,2}berschreitung\b)"),
        QStringLiteral(R"(\bcurl: \(\d+\))"),
        QStringLiteral(R"(\b(?-i:KO)\b(?!\s*[:=/-])|[\w)\]]["']?\s*[:=]\s*["'\[(]?(?:ko|ng|red)["'\])]?{end})"),
        QStringLiteral("{cross}"),
        // A heading "Critical services" is none.
        QStringLiteral(R"(^\W*critical\b(?!\s+(?:services?|checks?|components?|containers?|path)\b)|)"
                       R"(\bcritical(?=\s*[:!\]]))"),
        QStringLiteral(R"(\bexited\b(?!\s*(?:\(0\)|0\b|(?:with\s+)?(?:exit\s+)?(?:code|status)?\s*0\b)))"),
        // docker-compose 1 says "Exit 137" of a container that ended.
        QStringLiteral(R"(\b(?:exit|return)(?:ed)?\s+(?:code|status)\s*[:=]?\s*(?!0\b)\d+\b|\brc\s*[:=]\s*(?!0\b)\d|)"
                       R"(\bexit\s*[:=(]?\s*(?!0\b)\d+\b(?!\s*(?:[:=]|nodes?\b)))"),
        // 000 is what curl says of an answer that never came.
        QStringLiteral(R"(\bhttp(?:/[\d.]+)?(?:\s+(?:status|code))?\s*[:=]?\s*(?:000|[45]\d\d)\b)"),
        QStringLiteral(R"(\b(?:status|code|returned|returns|got|answered|answers|responded|responds)["']?\s*[:=]?\s*)"
                       R"((?:with\s+)?["']?(?:http\s+)?(?:000|[45]\d\d)(?=\s*(?:$|[^\w\s])))"),
        QStringLiteral(
            R"(\b(?:{well}|connected|success(?:ful)?)["']?\s*[:=]\s*["']?(?:no|none|never|false|null){end})"),
    });
    return made;
}

const QRegularExpression& doubtful()
{
    static const QRegularExpression made = expression({
        QStringLiteral(
            R"(\b(?:warnings|degraded|not available|unavailable|skipped|skipping|exited|critical|)"
            R"(terminated|lost|dropped|rejected|rejecting|restarting|retrying|paused|inactive|stale|lagging|)"
            R"(overdue|expired|mismatch(?:ed)?|unexpected|incorrect|wrong|bad|problems?|issues?|trouble|)"
            R"(faulty|faults?|incidents?|alerts?|alarms?|unstable|interrupted|incomplete|exhausted|)"
            R"(exceeded|blocked|violations?|severe|emergency|deadlock(?:ed)?|throttled|won['’]t|)"
            R"(outage|no (?:leader|quorum)|gave up|giving up|warnungen|)"
            R"(never (?:answer(?:s|ed)|bec(?:ame|omes)|respond(?:s|ed))|)"
            R"(max(?:imum)?(?: number of)? (?:retries|attempts|tries) (?:reached|exceeded)|)"
            R"((?:is|are|was|were|does|did|has|have|had|will|would)(?:\s+not|n['’]t))\b)"),
        // What jq and docker's templates print of what is not there.
        QStringLiteral(R"(^\W*{service}["']?\s*[:=]\s*["']?(?:null|nil|undefined|unknown|n/a|\?+|starting|pending|)"
                       R"(loading|<no value>){end})"),
        // A script that had nothing to look at.
        QStringLiteral(R"(\b(?:0|no|zero)\s+(?:check|container|service|test)s?(?:\s+(?:were|was))?)"
                       R"((?:\s+(?:checked|configured|defined|found|matched|ran|run|to check))?{end}|)"
                       R"(\bnothing to (?:check|test)\b|^\W*skip\b(?!\s*[:=]))"),
        // 000 is what curl says of an answer that never came; behind a service's name a status is one.
        QStringLiteral(R"((?<![\w.,:/=#-])(?<!\d )000(?=\s*(?:$|[)\],;]))|)"
                       R"(^\W*{service}["']?\s*(?:[:=]|->|→)\s*(?:000|40[0134]|429){end})"),
        QStringLiteral(R"(^\s*!+\s|^\s*(?:×|☒|🟥|👎)\s)"),
        QStringLiteral(R"(\b(?:status|state|health)["']?\s*[:=]\s*["']?(?:starting|loading|pending|created|unknown|)"
                       R"(initiali[sz]ing|stopping|removing)\b)"),
        // What a container's state says that does not run, behind its name or where docker ps has it: "created", and of
        // docker-compose 1 "Exit 0".
        QStringLiteral(R"(^\W*{service}["']?[\s.:=|-]*(?:(?:is|state|status)\s*[:=]?\s*)?["']?created["']?{end}|)"
                       R"(\bago\s+created\b|^\W*{service}\s.*(?-i:\bExit 0){end})"),
        // "redis: no". Of JSON only where a service is the name: there a setting is as often false.
        QStringLiteral(R"(^(?!.*\b{unwanted}(?:\s+(?:mode|state|flag|enabled|needed|)"
                       R"(pending|found|seen|detected|present))?["']?\s*[:=]))"
                       R"([^"':=]*\w[)\]]?\s*[:=]\s*(?:no|false){end}|)"
                       R"(["']{service}["']\s*:\s*["']?(?:no|false){end})"),
        QStringLiteral(R"(\bhttp(?:/[\d.]+)?(?:\s+(?:status|code))?\s*[:=]?\s*3\d\d\b)"),
        QStringLiteral(R"((?<![\w.,:=/#-])50[0234](?=\s*(?:$|[)\],;])))"),
        QStringLiteral(R"([❗❓‼⁉🟠🟡]|\[!+\])"),
        // "0 healthy", "none of the services is up", "healthy: 0"
        QStringLiteral(
            R"((?<!\d)(?<!\d[.,/])\b(?:0|no|zero|none|nothing|nobody)\s+(?:(?:of|the|is|are|{kind})\s+){0,4})"
            R"({well}\b(?!["']?\s*[:=]))"),
        QStringLiteral(R"(\b{well}["']?\s*[:=]\s*["']?0{end})"),
    });
    return made;
}

// "2 of 3 services healthy", "passed 0/3". "Step 1/3 ok" counts something else.
bool saysFewerThanAll(const QString& line)
{
    static const QRegularExpression counted = expression({QStringLiteral(
        R"((\b(?:step|check|test|try|attempt|phase|part|page|round)\s+|[\[(#])?(?<![\d./])(\d{1,9})\s*(?:of|/)\s*)"
        R"((\d{1,9})(?![\d./])\s+(?:(?:is|are|{kind})\s+){0,2}{well}\b|)"
        R"(()\b{well}["']?\s*[:=]?\s*[(\[]?(\d{1,9})\s*(?:of|/)\s*(\d{1,9})(?![\d./]))")});
    QRegularExpressionMatchIterator matches = counted.globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const int part = match.hasCaptured(2) ? 2 : 5;
        if (match.captured(part - 1).isEmpty() && match.captured(part).toInt() < match.captured(part + 1).toInt())
            return true;
    }
    return false;
}

Complaint complaintOf(QString line)
{
    line.replace(QLatin1Char('_'), QLatin1Char(' ')); // "error_count" is two words
    line = line.simplified();                         // a long run of blanks would take the expressions seconds
    line.replace(harmless(), QStringLiteral(" , "));
    // A line that calls itself a warning is one, whatever it warns of.
    if (line.contains(warning()))
        return Complaint::Warning;
    if (line.contains(error()))
        return Complaint::Error;
    return line.contains(doubtful()) || saysFewerThanAll(line) ? Complaint::Warning : Complaint::None;
}

} // namespace

Complaint findComplaint(const QString& text, QString* line)
{
    Complaint worst = Complaint::None;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString& each : lines) {
        const Complaint complaint = complaintOf(each);
        if (complaint <= worst)
            continue;
        worst = complaint;
        if (line != nullptr)
            *line = oneLine(each);
    }
    return worst;
}

} // namespace ops::domain

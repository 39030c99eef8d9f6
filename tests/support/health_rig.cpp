#include "support/health_rig.h"

namespace ops::test {

domain::Runbook healthRunbook()
{
    domain::Runbook book = rigRunbook();
    for (const char* name : {"titan-nats", "titan-redis", "titan-postgres", "titan-console"}) {
        const QString service = QString::fromLatin1(name);
        book.services.push_back({service, domain::ServiceRole::Infrastructure, service, service, false});
    }
    book.healthEndpoints = {
        {QStringLiteral("titan-brain"), QStringLiteral("http://localhost:3100/health"), QStringLiteral("status"),
         QStringLiteral("ok")},
        {QStringLiteral("titan-console"), QStringLiteral("http://localhost:3000/api/health"), QStringLiteral("status"),
         QStringLiteral("ok")},
    };
    const auto exec = [](const char* container, const QStringList& words) {
        return QStringList{QStringLiteral("docker"), QStringLiteral("exec"), QString::fromLatin1(container)} + words;
    };
    book.infrastructureChecks = {
        {QStringLiteral("NATS"),
         exec("titan-nats", {QStringLiteral("nats"), QStringLiteral("server"), QStringLiteral("ping")}),
         QStringLiteral("rtt")},
        {QStringLiteral("Redis"), exec("titan-redis", {QStringLiteral("redis-cli"), QStringLiteral("ping")}),
         QStringLiteral("PONG")},
        {QStringLiteral("Postgres"),
         exec("titan-postgres", {QStringLiteral("pg_isready"), QStringLiteral("-U"), QStringLiteral("titan")}),
         QStringLiteral("accepting connections")},
    };
    book.scripts = {{QStringLiteral("Check all services"), QStringList{QStringLiteral("./scripts/ops/health_check.sh")},
                     QStringLiteral("health")}};
    return book;
}

domain::Environment healthEnvironment(domain::HostKind kind)
{
    domain::Environment environment = rigEnvironment();
    domain::HostConfig host;
    host.name = QStringLiteral("titan-1");
    host.kind = kind;
    environment.hosts = {host};
    return environment;
}

const domain::HealthRecord& healthRecord(const ConsoleRig& rig, const char* id)
{
    const domain::HealthRecord* found = rig.health.record(QString::fromLatin1(id));
    if (found == nullptr)
        qFatal("no check %s", id);
    return *found;
}

domain::HostRunId healthRun(const ConsoleRig& rig, const char* word)
{
    for (auto run = rig.host.runs.crbegin(); run != rig.host.runs.crend(); ++run)
        if (!run->over && run->command.argv.contains(word))
            return run->id;
    return {};
}

void answerAllWell(ConsoleRig& rig)
{
    const auto questions = rig.endpoints.questions;
    for (const FakeEndpointProbe::Question& question : questions)
        if (!question.over)
            rig.endpoints.answer(question.url, 200, R"({"status":"ok"})");
    const auto runs = rig.host.runs;
    for (const FakeCommandHost::Run& run : runs) {
        if (run.over)
            continue;
        if (run.command.argv.contains("redis-cli"))
            rig.host.answer(run.id, "PONG\n");
        else if (run.command.argv.contains("pg_isready"))
            rig.host.answer(run.id, "/var/run/postgresql:5432 - accepting connections\n");
        else
            rig.host.answer(run.id, "OK    all services\n");
    }
}

} // namespace ops::test

#include "domain/services/container.h"
#include "domain/services/engine_status.h"
#include "sim/docker/docker_front.h"
#include "sim/docker/played_services.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ops::sim;
using ops::test::TestCase;

namespace {

constexpr qint64 start = 1'769'792'648'000;

std::vector<PlayedService> stack()
{
    std::vector<PlayedService> services = playedInfrastructure(Behaviour::Runbook);
    for (const Role role : allRoles)
        services.push_back(playedService(Behaviour::Runbook, role));
    for (PlayedService& each : services) {
        each.up = true;
        each.startedMs = start;
        each.port = each.insidePort;
    }
    return services;
}

PlayedService& named(std::vector<PlayedService>& services, const char* name)
{
    for (PlayedService& each : services)
        if (each.container == QLatin1String(name))
            return each;
    qFatal("no %s", name);
}

FrontAnswer ask(const ContainerBook& book, const char* line, qint64 nowMs = start + 5000)
{
    return answerCommand(QString::fromLatin1(line).split(QLatin1Char(' ')), book, nowMs);
}

QStringList actions(const std::vector<SimEvent>& events)
{
    QStringList list;
    for (const SimEvent& event : events)
        list << event.container + QLatin1Char(' ') + event.action +
                    (event.exitCode < 0 ? QString() : QStringLiteral(" %1").arg(event.exitCode));
    return list;
}

QList<QJsonObject> objects(const QByteArray& lines)
{
    QList<QJsonObject> list;
    const auto each = lines.split('\n');
    for (const QByteArray& line : each)
        if (!line.isEmpty())
            list << QJsonDocument::fromJson(line).object();
    return list;
}

QJsonObject inspected(const ContainerBook& book, const char* name)
{
    const FrontAnswer answer = ask(book, QByteArray("docker inspect ").append(name).constData());
    return QJsonDocument::fromJson(answer.out).array().at(0).toObject();
}

} // namespace

// What docker would say of the practice stack, as tables over its state.
class TestSimDocker final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theElevenContainersOfTheRunbook()
    {
        ContainerBook book;
        QVERIFY(book.look(stack(), start).empty());
        const auto rows = objects(ask(book, "docker ps -a --no-trunc --format {{json}}").out);
        QStringList names;
        for (const QJsonObject& row : rows) {
            names << row.value(QLatin1String("Names")).toString();
            QCOMPARE(row.value(QLatin1String("ID")).toString().size(), 64);
            QCOMPARE(row.value(QLatin1String("State")).toString(), QStringLiteral("running"));
        }
        QCOMPARE(names.size(), 11);
        QVERIFY(names.contains(QStringLiteral("titan-phase1-scavenger")));
        QVERIFY(names.contains(QStringLiteral("titan-postgres")));
        QCOMPARE(
            objects(ask(book, "docker ps --format={{json}}").out).first().value(QLatin1String("ID")).toString().size(),
            12);
        QCOMPARE(ask(book, "docker ps -aq --no-trunc").out.count('\n'), 11);
    }

    void everyVariantNamesItsOwn()
    {
        QCOMPARE(playedService(Behaviour::Jan30, Role::Scavenger).container, QStringLiteral("titan-scavenger"));
        QCOMPARE(playedService(Behaviour::Feb16, Role::Hunter).container, QStringLiteral("titan-prod-titan-hunter-1"));
        QCOMPARE(playedService(Behaviour::Feb16, Role::Brain).container, QStringLiteral("titan-brain"));
        QCOMPARE(playedInfrastructure(Behaviour::Feb16).front().container, QStringLiteral("nats"));
        QCOMPARE(playedInfrastructure(Behaviour::Jan30).front().compose, QStringLiteral("nats"));
    }

    void inspectIsTheTruth()
    {
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        QJsonObject brain = inspected(book, "titan-brain");
        QCOMPARE(brain.value(QLatin1String("Name")).toString(), QStringLiteral("/titan-brain"));
        QCOMPARE(brain.value(QLatin1String("RestartCount")).toInt(), 0);
        QJsonObject state = brain.value(QLatin1String("State")).toObject();
        QCOMPARE(state.value(QLatin1String("Status")).toString(), QStringLiteral("running"));
        QCOMPARE(state.value(QLatin1String("StartedAt")).toString(), QStringLiteral("2026-01-30T17:04:08.000000000Z"));
        QCOMPARE(state.value(QLatin1String("FinishedAt")).toString(), QStringLiteral("0001-01-01T00:00:00Z"));
        QCOMPARE(state.value(QLatin1String("Health")).toObject().value(QLatin1String("Status")).toString(),
                 QStringLiteral("healthy"));
        const QJsonObject labels =
            brain.value(QLatin1String("Config")).toObject().value(QLatin1String("Labels")).toObject();
        QCOMPARE(labels.value(QLatin1String("com.docker.compose.service")).toString(), QStringLiteral("titan-brain"));
        QVERIFY(brain.value(QLatin1String("NetworkSettings"))
                    .toObject()
                    .value(QLatin1String("Ports"))
                    .toObject()
                    .contains(QStringLiteral("3100/tcp")));
        named(services, "titan-brain").up = false;
        book.look(services, start + 1000);
        brain = inspected(book, "titan-brain");
        state = brain.value(QLatin1String("State")).toObject();
        QCOMPARE(state.value(QLatin1String("Status")).toString(), QStringLiteral("exited"));
        QCOMPARE(state.value(QLatin1String("ExitCode")).toInt(), 137);
        QCOMPARE(state.value(QLatin1String("FinishedAt")).toString(), QStringLiteral("2026-01-30T17:04:09.000000000Z"));
    }

    // An engine that makes no check any more says `healthy` for ever: a drill's does not look like one.
    void theImagesCheckGoesOn()
    {
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        const auto checked = [&book](qint64 nowMs) {
            const FrontAnswer answer = ask(book, "docker inspect titan-brain", nowMs);
            const auto containers = ops::domain::parseInspect(answer.out);
            return containers.ok() ? containers->front().checkedUtcMs : std::nullopt;
        };
        QCOMPARE(checked(start), std::optional(start));
        QCOMPARE(checked(start + 4999), std::optional(start));
        QCOMPARE(checked(start + 12'000), std::optional(start + 10'000));
        named(services, "titan-brain").up = false;
        book.look(services, start + 12'000);
        QCOMPARE(checked(start + 60'000), std::optional(start + 10'000)); // nor does it check what does not run
        const auto read = ops::domain::parseInspect(ask(book, "docker inspect titan-brain").out);
        QCOMPARE(read->front().checkInterval, std::chrono::milliseconds(5000));
        QCOMPARE(read->front().checkTimeout, std::chrono::milliseconds(3000));
        QVERIFY(read->front().healthcheckMs.value_or(0) > 0);
    }

    void inspectTellsWhatIsNotThere()
    {
        ContainerBook book;
        book.look(stack(), start);
        const FrontAnswer answer = ask(book, "docker inspect titan-brain titan-brian");
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.errors, QByteArray("Error: No such object: titan-brian\n"));
        QCOMPARE(QJsonDocument::fromJson(answer.out).array().size(), 1);
    }

    void theLongFormsAreTheShortOnes_data()
    {
        QTest::addColumn<QByteArray>("longForm");
        QTest::addColumn<QByteArray>("shortForm");
        const auto row = [](const char* longForm, const char* shortForm) {
            QTest::newRow(longForm) << QByteArray(longForm) << QByteArray(shortForm);
        };
        row("docker container ls --all --quiet --no-trunc", "docker ps --all --quiet --no-trunc");
        row("docker container list", "docker ps");
        row("docker container ps", "docker ps");
        row("docker container inspect titan-brain titan-nats", "docker inspect titan-brain titan-nats");
        row("docker container stats --no-stream", "docker stats --no-stream");
        row("docker container logs titan-brain", "docker logs titan-brain");
        row("docker container exec titan-redis redis-cli ping", "docker exec titan-redis redis-cli ping");
        row("docker container stop titan-brain", "docker stop titan-brain");
        row("docker system info", "docker info");
        row("docker system events --since 1769792648", "docker events --since 1769792648");
    }
    void theLongFormsAreTheShortOnes()
    {
        QFETCH(QByteArray, longForm);
        QFETCH(QByteArray, shortForm);
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        named(services, "titan-nats").up = false;
        book.look(services, start + 1000);
        book.addLog(QStringLiteral("titan-brain"), false, "a line\n", start);
        const FrontAnswer asked = ask(book, longForm.constData());
        const FrontAnswer same = ask(book, shortForm.constData());
        QVERIFY(!same.out.isEmpty());
        QCOMPARE(asked.out, same.out);
        QCOMPARE(asked.errors, same.errors);
        QCOMPARE(asked.exitCode, 0);
        QCOMPARE(asked.follow, same.follow);
        QCOMPARE(asked.act, same.act);
        QCOMPARE(asked.containers, same.containers);
    }

    void theLongFormOfInspectTellsWhatIsNotThere()
    {
        ContainerBook book;
        book.look(stack(), start);
        const FrontAnswer answer = ask(book, "docker container inspect titan-brian");
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.errors, QByteArray("Error: No such container: titan-brian\n"));
        QCOMPARE(answer.out, QByteArray("[]\n"));
        QCOMPARE(ask(book, "docker container rm titan-brain").exitCode, 1);
    }

    void changesAreEvents()
    {
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        QVERIFY(book.look(services, start + 50).empty());
        named(services, "titan-brain").up = false; // it crashes
        QCOMPARE(actions(book.look(services, start + 100)), QStringList{QStringLiteral("titan-brain die 137")});
        named(services, "titan-brain").up = true; // and is brought back
        named(services, "titan-brain").startedMs = start + 600;
        QCOMPARE(
            actions(book.look(services, start + 600)),
            (QStringList{QStringLiteral("titan-brain start"), QStringLiteral("titan-brain health_status: healthy")}));
        QCOMPARE(inspected(book, "titan-brain").value(QLatin1String("RestartCount")).toInt(), 1);
        named(services, "titan-brain").startedMs = start + 700; // down and up between two looks
        QCOMPARE(actions(book.look(services, start + 700)),
                 (QStringList{QStringLiteral("titan-brain die 137"), QStringLiteral("titan-brain start"),
                              QStringLiteral("titan-brain health_status: healthy")}));
        named(services, "titan-execution").unhealthy = true;
        QCOMPARE(actions(book.look(services, start + 800)),
                 QStringList{QStringLiteral("titan-execution health_status: unhealthy")});
    }

    void whatIsEndedByHandIsNoCrash()
    {
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        book.noteByHand(QStringLiteral("titan-brain"), true);
        named(services, "titan-brain").up = false;
        QCOMPARE(actions(book.look(services, start + 100)),
                 (QStringList{QStringLiteral("titan-brain kill"), QStringLiteral("titan-brain die 0"),
                              QStringLiteral("titan-brain stop")}));
        book.noteByHand(QStringLiteral("titan-brain"), false);
        named(services, "titan-brain").up = true;
        named(services, "titan-brain").startedMs = start + 200;
        book.look(services, start + 200);
        QCOMPARE(inspected(book, "titan-brain").value(QLatin1String("RestartCount")).toInt(), 0);
    }

    void eventsAreTakenUpWhereTheyWereLeft()
    {
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        named(services, "titan-brain").up = false;
        book.look(services, start + 1500);
        const FrontAnswer all = ask(book, "docker events --format {{json}} --since 1769792648.000000000");
        QCOMPARE(all.follow, FrontFollow::Events);
        const QJsonObject event = objects(all.out).first();
        QCOMPARE(event.value(QLatin1String("Action")).toString(), QStringLiteral("die"));
        QCOMPARE(event.value(QLatin1String("timeNano")).toInteger(), (start + 1500) * 1'000'000);
        const QJsonObject actor = event.value(QLatin1String("Actor")).toObject();
        QCOMPARE(actor.value(QLatin1String("Attributes")).toObject().value(QLatin1String("exitCode")).toString(),
                 QStringLiteral("137"));
        QVERIFY(ask(book, "docker events --since 2026-01-30T17:04:10Z").out.isEmpty());
        QVERIFY(!ask(book, "docker events --since 2026-01-30T17:04:09.5Z").out.isEmpty());
        QVERIFY(ask(book, "docker events").out.isEmpty()); // from now on
    }

    void logsKeepTheirChannels()
    {
        ContainerBook book;
        book.look(stack(), start);
        book.addLog(QStringLiteral("titan-brain"), false, "one\ntwo\n", start);
        book.addLog(QStringLiteral("titan-brain"), true, "oh no\n", start + 1);
        FrontAnswer answer = ask(book, "docker logs titan-brain");
        QCOMPARE(answer.out, QByteArray("one\ntwo\n"));
        QCOMPARE(answer.errors, QByteArray("oh no\n"));
        QCOMPARE(answer.follow, FrontFollow::No);
        answer = ask(book, "docker logs -f titan-brain --tail 1");
        QVERIFY(answer.out.isEmpty());
        QCOMPARE(answer.errors, QByteArray("oh no\n"));
        QCOMPARE(answer.follow, FrontFollow::Logs);
        QCOMPARE(ask(book, "docker logs --timestamps --tail 2 titan-brain").out,
                 QByteArray("2026-01-30T17:04:08.000000001Z two\n"));
        QCOMPARE(ask(book, "docker logs --since 2026-01-30T17:04:08.000000001Z titan-brain").out, QByteArray("two\n"));
        QCOMPARE(ask(book, "docker logs titan-brian").exitCode, 1);
    }

    // As measured with engine 20.10 and client 28.2: both stamps are inclusive, and a tail is counted from the log's
    // end before --until leaves anything out.
    void logsUntilAMoment()
    {
        ContainerBook book;
        book.look(stack(), start);
        book.addLog(QStringLiteral("titan-brain"), false, "one\ntwo\nthree\nfour\n", start);
        const QByteArray until = "--until 2026-01-30T17:04:08.000000001Z titan-brain";
        const auto logs = [&](const QByteArray& words) {
            const QByteArray command = "docker logs " + words + until;
            return ask(book, command.constData());
        };
        QCOMPARE(logs({}).out, QByteArray("one\ntwo\n"));
        QCOMPARE(logs("--since 2026-01-30T17:04:08.000000001Z ").out, QByteArray("two\n"));
        QVERIFY(logs("--tail 2 ").out.isEmpty());
        QCOMPARE(logs("--tail 3 ").out, QByteArray("two\n"));
        QCOMPARE(logs("--follow ").follow, FrontFollow::No);
    }

    void whatComesAndGoesIsTold()
    {
        ContainerBook book;
        auto services = stack();
        book.look(services, start);
        services.push_back(playedGuest(1));
        services.back().up = true;
        QCOMPARE(actions(book.look(services, start + 1000)),
                 (QStringList{QStringLiteral("titan-replay-1 create"), QStringLiteral("titan-replay-1 start")}));
        QCOMPARE(ask(book, "docker ps -q").out.count('\n'), 12);
        services.pop_back();
        QCOMPARE(actions(book.look(services, start + 2000)),
                 (QStringList{QStringLiteral("titan-replay-1 die 137"), QStringLiteral("titan-replay-1 destroy")}));
        QCOMPARE(ask(book, "docker ps -aq").out.count('\n'), 11);
        QCOMPARE(ask(book, "docker inspect titan-replay-1").exitCode, 1);
        QCOMPARE(objects(ask(book, "docker events --since 1769792648").out).size(), 4); // whom they were about is known
    }

    void aStormIsBounded()
    {
        ContainerBook book;
        book.look(stack(), start);
        book.addLog(QStringLiteral("titan-brain"), false, QByteArray("x\n").repeated(5000), start);
        QCOMPARE(book.log(QStringLiteral("titan-brain")).size(), ContainerBook::mostLines);
    }

    void theRunbooksChecks_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("out");
        const auto row = [](const char* line, int exitCode, const char* out) {
            QTest::newRow(line) << QByteArray(line) << exitCode << QByteArray(out);
        };
        row("docker exec titan-redis redis-cli ping", 0, "PONG");
        row("docker exec titan-postgres pg_isready -U titan", 0, "accepting connections");
        row("docker exec titan-nats nats server ping", 126, "OCI runtime exec failed"); // on standard output
        row("docker exec titan-brain redis-cli ping", 126, "OCI runtime exec failed");
        row("docker exec titan-rediss redis-cli ping", 1, "");
        row("./scripts/ops/health_check.sh", 0, "WARN  NATS");
        row("docker version --format {{json}}", 0, "simulated");
        row("docker info --format {{json}}", 0, "\"time\":\"");
        row("docker info --format {{json.ServerErrors}}", 0, "\"errors\":null");
        row("docker compose version", 0, "simulated");
        // Nothing else is done, least of all on this machine.
        row("npm run start:prod", 127, "");
        row("rm -rf /", 127, "");
        row("docker rm titan-brain", 1, "");
        row("docker compose down", 1, "");
    }
    void theRunbooksChecks()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, out);
        ContainerBook book;
        book.look(stack(), start);
        const FrontAnswer answer = ask(book, line.constData());
        QTEST(answer.exitCode, "exitCode");
        QVERIFY2(answer.out.contains(out), answer.out.constData());
        QCOMPARE(answer.errors.isEmpty(), !out.isEmpty());
    }

    void itsVersionGivesItAway()
    {
        QVERIFY(ops::domain::isSimulatedEngine(QLatin1String(simulatedVersion)));
        QVERIFY(!ops::domain::isSimulatedEngine(QStringLiteral("28.0.0")));
    }

    void aStoppedContainerAnswersNothing()
    {
        ContainerBook book;
        auto services = stack();
        named(services, "titan-redis").up = false;
        book.look(services, start);
        const FrontAnswer answer = ask(book, "docker exec titan-redis redis-cli ping");
        QCOMPARE(answer.exitCode, 1);
        QVERIFY(answer.errors.contains("is not running"));
        QCOMPARE(ask(book, "./scripts/ops/health_check.sh").exitCode, 1);
        QCOMPARE(ask(book, "docker logs -f titan-redis").follow, FrontFollow::No);
    }

    void actsNameWhatTheyDo()
    {
        ContainerBook book;
        book.look(stack(), start);
        const FrontAnswer answer = ask(book, "docker stop -t 2 titan-brain titan-brian");
        QCOMPARE(answer.act, std::optional(FrontAct::Stop));
        QCOMPARE(answer.containers, QStringList{QStringLiteral("titan-brain")});
        QCOMPARE(answer.out, QByteArray("titan-brain\n"));
        QCOMPARE(answer.exitCode, 1);
        const QString id = book.find(QStringLiteral("titan-brain"))->id;
        QCOMPARE(
            answerCommand({QStringLiteral("docker"), QStringLiteral("restart"), id.left(12)}, book, start).containers,
            QStringList{QStringLiteral("titan-brain")});
    }

    void loadIsAFigureForEach()
    {
        ContainerBook book;
        book.look(stack(), start);
        const auto rows = objects(ask(book, "docker stats --no-stream --format {{json}}").out);
        QCOMPARE(rows.size(), 11);
        QVERIFY(rows.first().value(QLatin1String("CPUPerc")).toString().endsWith(QLatin1Char('%')));
        QCOMPARE(ask(book, "docker stats").exitCode, 1);
    }
};

QTEST_GUILESS_MAIN(TestSimDocker)
#include "tst_sim_docker.moc"

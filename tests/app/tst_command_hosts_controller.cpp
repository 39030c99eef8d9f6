#include "app/command_hosts_controller.h"
#include "support/console_rig.h"
#include "support/fake_command_host.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using base::ErrorCode;
using domain::HostEnd;
using domain::HostRunId;
using domain::ToolState;

namespace {

const QString far = QStringLiteral("titan-1");
const QString desk = QStringLiteral("here");

// Two hosts, one over ssh, one this machine.
struct Rig {
    Rig()
    {
        context.environment = test::rigEnvironment();
        context.environment.hosts = {{far, domain::HostKind::Ssh, QStringLiteral("ops@titan-1"), {}, {}, {}},
                                     {desk, domain::HostKind::Local, {}, {}, {}, {}}};
        context.runbook = test::rigRunbook();
        context.actor = QStringLiteral("desk-1@fra");
        context.clock = &clock;
        hosts.addHost(far, farPort);
        hosts.addHost(desk, deskPort);
    }
    static domain::HostCommand command(const QString& host)
    {
        domain::HostCommand made;
        made.host = host;
        made.argv = {"docker", "ps"};
        return made;
    }

    test::FakeClock clock;
    app::SessionContext context;
    test::FakeJournal journal;
    test::FakeCommandHost farPort{far};
    test::FakeCommandHost deskPort{desk};
    app::CommandHostsController hosts{context, journal, deskPort};
};

QByteArray dockerJson(const char* client, const char* engine)
{
    QByteArray json = "{\"Client\":{\"Version\":\"";
    json += client;
    json += "\"},\"Server\":";
    if (engine == nullptr)
        return json + "null}";
    json += "{\"Version\":\"";
    json += engine;
    return json + "\"}}";
}

} // namespace

class TestCommandHostsController final : public test::TestCase {
    Q_OBJECT

private:
    // Answers the question that a host was asked last, and lets the next one come.
    static void answer(test::FakeCommandHost& port, const QByteArray& output, int code = 0,
                       const QByteArray& errors = {})
    {
        port.answer(port.last().id, output, code, errors);
        QCoreApplication::processEvents();
    }
    static void fail(test::FakeCommandHost& port, HostEnd how, ErrorCode code, const QString& subject = {},
                     domain::HostBegan began = domain::HostBegan::No)
    {
        domain::HostOutcome outcome;
        outcome.end = how;
        outcome.began = began;
        outcome.error = base::Error{code, QStringLiteral("detail"), subject};
        port.finish(port.last().id, outcome);
        QCoreApplication::processEvents();
    }
    // A whole look at a host of this machine, which is two questions where docker is there.
    static void answerAll(test::FakeCommandHost& port)
    {
        answer(port, dockerJson("28.2.2", "28.2.2"));
        answer(port, "Docker Compose version v2.26.1\n");
    }
    static void answerNothing(test::FakeCommandHost& port)
    {
        fail(port, HostEnd::TransportFailed, ErrorCode::LinkDown);
        fail(port, HostEnd::TransportFailed, ErrorCode::LinkDown);
    }
    static void comeUp(test::FakeCommandHost& port)
    {
        domain::HostStatus status = port.status();
        status.phase = domain::HostPhase::Down;
        port.setStatus(status);
        status.phase = domain::HostPhase::Up;
        port.setStatus(status);
    }

private Q_SLOTS:
    void aCommandGoesToItsHostAndNoOther()
    {
        Rig rig;
        QSignalSpy started(&rig.hosts, &app::CommandHostsController::started);
        QSignalSpy output(&rig.hosts, &app::CommandHostsController::outputArrived);
        QSignalSpy finished(&rig.hosts, &app::CommandHostsController::finished);
        const HostRunId a = rig.hosts.run(Rig::command(far));
        const HostRunId b = rig.hosts.run(Rig::command(desk));
        QVERIFY(a != b);
        QCOMPARE(rig.farPort.runs.size(), 1);
        QCOMPARE(rig.deskPort.runs.size(), 1);
        QVERIFY(rig.farPort.last().command == Rig::command(far));
        // Both ports count from 1: what one says is not taken for the other's.
        rig.deskPort.answer(rig.deskPort.last().id, "desk");
        QCOMPARE(started.size(), 1);
        QVERIFY(started.first().first().value<HostRunId>() == b);
        QVERIFY(output.first().first().value<HostRunId>() == b);
        QCOMPARE(output.first().at(2).toByteArray(), QByteArray("desk"));
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished.first().first().value<HostRunId>() == b);
        rig.farPort.answer(rig.farPort.last().id, "far", 1);
        QVERIFY(finished.last().first().value<HostRunId>() == a);
    }

    void cancelGoesToItsHost()
    {
        Rig rig;
        const HostRunId a = rig.hosts.run(Rig::command(far));
        const HostRunId b = rig.hosts.run(Rig::command(desk));
        rig.hosts.cancel(b);
        QVERIFY(rig.deskPort.last().cancelled);
        QVERIFY(!rig.farPort.last().cancelled);
        rig.hosts.cancel(a);
        QVERIFY(rig.farPort.last().cancelled);
        rig.hosts.cancel({});
        rig.hosts.cancel({99});
    }

    // It waited for its connection: nothing has to be ended.
    void aRunMayBeOverWithinCancel()
    {
        Rig rig;
        rig.farPort.endsWithinCancel = true;
        QSignalSpy finished(&rig.hosts, &app::CommandHostsController::finished);
        const HostRunId id = rig.hosts.run(Rig::command(far));
        const QSignalSpy said(&rig.farPort, &app::CommandHostPort::finished); // hears it when the run is forgotten
        rig.hosts.cancel(id);
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished.first().first().value<HostRunId>() == id);
        QCOMPARE(finished.first().at(1).value<domain::HostOutcome>().end, HostEnd::Cancelled);
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().value<HostRunId>() == rig.farPort.last().id);
    }

    void atItsEndAllRunsEndAndNobodyAsksOn()
    {
        Rig rig;
        rig.farPort.endsWithinCancel = true;
        rig.deskPort.endsWithinCancel = true;
        auto hosts = std::make_unique<app::CommandHostsController>(rig.context, rig.journal, rig.deskPort);
        hosts->addHost(far, rig.farPort);
        hosts->addHost(desk, rig.deskPort);
        const QSignalSpy finished(hosts.get(), &app::CommandHostsController::finished);
        bool told = false;
        for (int i = 0; i < 20; ++i)
            hosts->run(Rig::command(i % 2 == 0 ? far : desk));
        hosts->ask(Rig::command(far)).then(this, [&](const app::HostAnswer&) { told = true; });
        hosts->findTools(far); // each answer would bring the next question
        hosts->findTools(desk);
        const qsizetype asked = rig.farPort.runs.size() + rig.deskPort.runs.size();
        hosts.reset(); // the ports live on
        for (const test::FakeCommandHost* port : {&rig.farPort, &rig.deskPort})
            for (const test::FakeCommandHost::Run& run : port->runs)
                QVERIFY(run.cancelled && run.over);
        QCOMPARE(rig.farPort.runs.size() + rig.deskPort.runs.size(), asked);
        QVERIFY(finished.isEmpty() && !told);
    }

    void aHostThatIsNotThereRunsNothing()
    {
        Rig rig;
        QSignalSpy finished(&rig.hosts, &app::CommandHostsController::finished);
        for (const QString& name : {QString(), QStringLiteral("titan-2")}) {
            finished.clear();
            const HostRunId id = rig.hosts.run(Rig::command(name));
            QVERIFY(finished.isEmpty());
            QTRY_COMPARE(finished.size(), 1);
            QVERIFY(finished.first().first().value<HostRunId>() == id);
            const auto outcome = finished.first().at(1).value<domain::HostOutcome>();
            QCOMPARE(outcome.end, HostEnd::CouldNotStart);
            QCOMPARE(outcome.error->code, ErrorCode::NotFound);
            QCOMPARE(outcome.error->subject, name);
        }
        QVERIFY(rig.farPort.runs.isEmpty() && rig.deskPort.runs.isEmpty());
    }

    void askGathersEverythingAndSaysNothingElse()
    {
        Rig rig;
        QSignalSpy started(&rig.hosts, &app::CommandHostsController::started);
        QSignalSpy output(&rig.hosts, &app::CommandHostsController::outputArrived);
        QSignalSpy finished(&rig.hosts, &app::CommandHostsController::finished);
        std::optional<app::HostAnswer> got;
        rig.hosts.ask(Rig::command(far)).then(this, [&](const app::HostAnswer& answer) { got = answer; });
        const HostRunId there = rig.farPort.last().id;
        rig.farPort.begin(there);
        rig.farPort.print(there, "one ");
        rig.farPort.print(there, "oops", domain::OutputChannel::Errors);
        rig.farPort.print(there, "two");
        rig.farPort.exit(there, 3);
        QTRY_VERIFY(got);
        QCOMPARE(got->output.whole(), QByteArray("one two"));
        QCOMPARE(got->errors.whole(), QByteArray("oops"));
        QCOMPARE(got->outcome.exitCode.value_or(-1), 3);
        QVERIFY(started.isEmpty() && output.isEmpty() && finished.isEmpty());
    }

    void whoAsksMayBeGone()
    {
        auto rig = std::make_unique<Rig>();
        QFuture<app::HostAnswer> unanswered = rig->hosts.ask(Rig::command(far));
        {
            QObject gone;
            rig->hosts.ask(Rig::command(far)).then(&gone, [](const app::HostAnswer&) { QFAIL("nobody is there"); });
        }
        rig->farPort.answer(rig->farPort.last().id, "x");
        QCoreApplication::processEvents();
        rig.reset();
        QVERIFY(unanswered.isCanceled());
    }

    // rule: G6
    void nothingIsAskedByItself()
    {
        const Rig rig;
        QVERIFY(rig.farPort.runs.isEmpty() && rig.deskPort.runs.isEmpty());
        QCOMPARE(rig.hosts.hosts(), QStringList({far, desk}));
        QCOMPARE(rig.hosts.status(far)->phase, domain::HostPhase::Up);
        QVERIFY(rig.hosts.status(QStringLiteral("nobody")) == nullptr);
    }

    void changesOfAConnectionAreSaidAndJournalledOnce()
    {
        Rig rig;
        QSignalSpy changed(&rig.hosts, &app::CommandHostsController::statusChanged);
        domain::HostStatus status;
        status.host = far;
        const auto say = [&](domain::HostPhase phase, std::optional<base::Error> error = {}) {
            status.phase = phase;
            status.error = std::move(error);
            rig.farPort.setStatus(status);
        };
        const base::Error refused{ErrorCode::Refused, QStringLiteral("closed"), QStringLiteral("titan-1")};
        say(domain::HostPhase::Connecting);
        say(domain::HostPhase::Up);
        say(domain::HostPhase::Down, refused);
        say(domain::HostPhase::Connecting);
        say(domain::HostPhase::Down, refused); // the same again is no news
        say(domain::HostPhase::Connecting);
        say(domain::HostPhase::Up);
        QCOMPARE(changed.size(), 7);
        QStringList records;
        for (const domain::JournalRecord& record : rig.journal.records) {
            QVERIFY(record.event == domain::JournalEvent::LinkChanged);
            QCOMPARE(record.fields.value(QStringLiteral("link")).toString(), QStringLiteral("host titan-1"));
            records << record.fields.value(QStringLiteral("phase")).toString();
        }
        QCOMPARE(records, QStringList({QStringLiteral("up"), QStringLiteral("down"), QStringLiteral("up")}));
        QCOMPARE(rig.journal.records.at(1).fields.value(QStringLiteral("error")).toString(), base::toLogLine(refused));
    }

    void toolsAreFoundOnce()
    {
        Rig rig;
        QSignalSpy changed(&rig.hosts, &app::CommandHostsController::toolsChanged);
        rig.hosts.findTools(far);
        rig.hosts.findTools(far);
        QCOMPARE(rig.farPort.runs.size(), 1);
        QCOMPARE(rig.farPort.last().command.argv, QByteArrayList({"docker", "version", "--format", "{{json .}}"}));
        QVERIFY(rig.farPort.last().command.deadline.has_value());
        answer(rig.farPort, dockerJson("28.2.2", "28.2.2"));
        QTRY_COMPARE(rig.farPort.runs.size(), 2);
        answer(rig.farPort, "Docker Compose version v2.26.1\n");
        QTRY_COMPARE(rig.deskPort.runs.size(), 1); // ssh runs here
        QCOMPARE(rig.deskPort.last().command.argv, QByteArrayList({"ssh", "-V"}));
        QVERIFY(rig.hosts.isLookingForTools(far));
        QVERIFY(!rig.hosts.toolsFoundAt(far));
        answer(rig.deskPort, {}, 0, "OpenSSH_9.2p1 Debian-2\n");
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(!rig.hosts.isLookingForTools(far));
        QVERIFY(rig.hosts.toolsFoundAt(far) == rig.clock.now());
        QCOMPARE(changed.first().first().toString(), far);
        const auto tools = rig.hosts.tools(far);
        QCOMPARE(tools.size(), 4U);
        for (const domain::ToolFinding& tool : tools)
            QCOMPARE(tool.state, ToolState::Usable);
        rig.hosts.findTools(far);
        QCOMPARE(rig.farPort.runs.size(), 2);
        rig.hosts.findToolsAgain(far);
        QCOMPARE(rig.farPort.runs.size(), 3);
        QVERIFY(rig.hosts.isLookingForTools(far));
        QCOMPARE(rig.hosts.tools(far).size(), 4U); // what was found stays until then
        QVERIFY(rig.hosts.tools(desk).empty());
        rig.hosts.findTools(QStringLiteral("nobody"));
        QVERIFY(!rig.hosts.isLookingForTools(QStringLiteral("nobody")));
    }

    // A host that was down when it was asked is asked again by itself, once it is up.
    void whatDidNotAnswerIsAskedAgain()
    {
        Rig rig;
        QSignalSpy changed(&rig.hosts, &app::CommandHostsController::toolsChanged);
        comeUp(rig.deskPort);
        QVERIFY(rig.deskPort.runs.isEmpty()); // nobody has asked for them
        rig.hosts.findTools(desk);
        answerNothing(rig.deskPort);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!domain::allAnswered(rig.hosts.tools(desk)));
        QVERIFY(!rig.hosts.isLookingForTools(desk));
        comeUp(rig.deskPort);
        QCOMPARE(rig.deskPort.runs.size(), 3);
        answerAll(rig.deskPort);
        QCOMPARE(changed.size(), 2);
        comeUp(rig.deskPort);
        QCOMPARE(rig.deskPort.runs.size(), 4);
    }

    // The second question makes the connection that the first one lacked.
    void aConnectionThatComesUpDuringALookBringsAnother()
    {
        Rig rig;
        QSignalSpy changed(&rig.hosts, &app::CommandHostsController::toolsChanged);
        rig.hosts.findTools(desk);
        fail(rig.deskPort, HostEnd::TransportFailed, ErrorCode::LinkDown);
        comeUp(rig.deskPort);
        QCOMPARE(rig.deskPort.runs.size(), 2); // it is being looked at: not twice at once
        answer(rig.deskPort, "Docker Compose version v2.26.1\n");
        QCOMPARE(changed.size(), 1);
        QVERIFY(rig.hosts.isLookingForTools(desk));
        QCOMPARE(rig.deskPort.runs.size(), 3);
        answerAll(rig.deskPort);
        QCOMPARE(changed.size(), 2);
        QVERIFY(domain::allAnswered(rig.hosts.tools(desk)));
        QVERIFY(!rig.hosts.isLookingForTools(desk));
        // One that was answered in full needs no other.
        rig.hosts.findToolsAgain(desk);
        comeUp(rig.deskPort);
        answerAll(rig.deskPort);
        QVERIFY(!rig.hosts.isLookingForTools(desk));
    }

    // Where each question cuts the connection it comes up every time.
    void aConnectionThatKeepsComingUpBringsOneLookAtOnce()
    {
        Rig rig;
        rig.hosts.findTools(desk);
        for (int look = 1; look <= 2; ++look) {
            QVERIFY(rig.hosts.isLookingForTools(desk));
            comeUp(rig.deskPort);
            answerNothing(rig.deskPort);
        }
        QVERIFY(!rig.hosts.isLookingForTools(desk));
        QCOMPARE(rig.deskPort.runs.size(), 4);
    }

    // This machine never comes up: it is up. What hung there while it started is asked again.
    void whatDidNotAnswerIsAskedAgainAfterAWhile()
    {
        Rig rig;
        rig.hosts.findTools(desk);
        qsizetype asked = 0;
        for (const auto pause : {10s, 30s, 60s, 60s}) {
            answerNothing(rig.deskPort);
            asked += 2;
            rig.clock.advance(pause - 1ms);
            rig.hosts.tick();
            QCOMPARE(rig.deskPort.runs.size(), asked);
            QVERIFY(!rig.hosts.isLookingForTools(desk));
            rig.clock.advance(1ms);
            rig.hosts.tick();
            QCOMPARE(rig.deskPort.runs.size(), asked + 1);
        }
        rig.clock.advance(5min);
        rig.hosts.tick(); // it is being looked at
        QCOMPARE(rig.deskPort.runs.size(), asked + 1);
        answerAll(rig.deskPort);
        rig.clock.advance(5min);
        rig.hosts.tick();
        QCOMPARE(rig.deskPort.runs.size(), asked + 2);
        // The next time it does not answer is a first time again.
        rig.hosts.findToolsAgain(desk);
        answerNothing(rig.deskPort);
        rig.clock.advance(10s);
        rig.hosts.tick();
        QVERIFY(rig.hosts.isLookingForTools(desk));
    }

    void askingAgainNeedsNobody()
    {
        Rig rig;
        rig.hosts.findTools(desk);
        answerNothing(rig.deskPort);
        rig.clock.advance(9990ms);
        rig.hosts.tick(); // now it knows how little is left
        rig.clock.advance(10ms);
        QTRY_VERIFY(rig.hosts.isLookingForTools(desk));
    }

    void aHostThatIsDownIsAskedWhenItIsUpAndNotBefore()
    {
        Rig rig;
        rig.hosts.findTools(desk);
        answerNothing(rig.deskPort);
        domain::HostStatus status;
        status.host = desk;
        status.phase = domain::HostPhase::Down;
        rig.deskPort.setStatus(status);
        rig.clock.advance(10s);
        rig.hosts.tick();
        QCOMPARE(rig.deskPort.runs.size(), 2);
        status.phase = domain::HostPhase::Up;
        rig.deskPort.setStatus(status);
        QCOMPARE(rig.deskPort.runs.size(), 3);
    }

    void whatIsMissingIsFound_data()
    {
        QTest::addColumn<QByteArrayList>(
            "answers"); // "!": missing; "/": no directory; "?": no answer in time; "...": not begun; "~": cut
        QTest::addColumn<QVector<int>>("states");
        const auto row = [](const char* name, const QByteArrayList& answers, const QVector<ToolState>& states) {
            QVector<int> numbers;
            for (const ToolState state : states)
                numbers << static_cast<int>(state);
            QTest::newRow(name) << answers << numbers;
        };
        using enum ToolState;
        row("v1 only", {dockerJson("20.10.24", "20.10.24"), "1", "docker-compose version 1.29.2, build x"},
            {Usable, Usable, Old});
        row("no docker", {"!", "!", "!"}, {Missing, Unknown, Missing});
        row("no compose", {dockerJson("28.2.2", "28.2.2"), "1", "!"}, {Usable, Usable, Missing});
        row("engine frozen", {"?", "Docker Compose version v2.26.1"}, {Unknown, NoAnswer, Usable});
        row("host not reached in time", {"...", "..."}, {Unknown, Unknown, Unknown}); // the engine was not asked
        row("no working directory", {"/", "/"}, {Unknown, Unknown, Unknown});         // nothing is said of docker
        row("host cut", {"~", "~"}, {Unknown, Unknown, Unknown});
    }
    void whatIsMissingIsFound()
    {
        QFETCH(QByteArrayList, answers);
        QFETCH(QVector<int>, states);
        Rig rig;
        QSignalSpy changed(&rig.hosts, &app::CommandHostsController::toolsChanged);
        rig.hosts.findTools(desk);
        for (qsizetype i = 0; i < answers.size(); ++i) {
            QTRY_COMPARE(rig.deskPort.runs.size(), i + 1);
            const QByteArray& said = answers.at(i);
            if (said == "!")
                fail(rig.deskPort, HostEnd::CouldNotStart, ErrorCode::NotFound,
                     QString::fromUtf8(rig.deskPort.last().command.argv.first()));
            else if (said == "/")
                fail(rig.deskPort, HostEnd::CouldNotStart, ErrorCode::NotFound, QStringLiteral("/opt/titan"));
            else if (said == "?")
                fail(rig.deskPort, HostEnd::TimedOut, ErrorCode::TimedOut, {}, domain::HostBegan::Yes);
            else if (said == "...")
                fail(rig.deskPort, HostEnd::TimedOut, ErrorCode::TimedOut);
            else if (said == "~")
                fail(rig.deskPort, HostEnd::TransportFailed, ErrorCode::LinkDown);
            else if (said == "1")
                answer(rig.deskPort, {}, 1, "docker: 'compose' is not a docker command.");
            else
                answer(rig.deskPort, said);
        }
        QTRY_COMPARE(changed.size(), 1);
        QVector<int> found;
        for (const domain::ToolFinding& tool : rig.hosts.tools(desk))
            found << static_cast<int>(tool.state);
        QCOMPARE(found, states); // this machine needs no ssh to itself
    }
};

QTEST_GUILESS_MAIN(TestCommandHostsController)
#include "tst_command_hosts_controller.moc"

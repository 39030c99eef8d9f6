#include "support/console_rig.h"

namespace ops::test {

domain::Runbook rigRunbook()
{
    domain::Runbook book;
    book.id = QStringLiteral("runbook");
    book.title = QStringLiteral("Titan Operations Runbook");
    book.halt.subject = QStringLiteral("titan.cmd.sys.halt");
    book.halt.repliesProveState = true;
    book.halt.stream = QStringLiteral("TITAN_CMD");
    book.halt.doesNot = {QStringLiteral("close positions"), QStringLiteral("cancel working orders")};
    const QString line = QStringLiteral("docker exec titan-nats nats pub {subject} {payload}");
    book.halt.commands = {
        {domain::TradingState::HardHalt, QStringLiteral("Emergency stop by operator"), line},
        {domain::TradingState::SoftHalt, QStringLiteral("Scheduled maintenance"), line},
        {domain::TradingState::Open, QStringLiteral("Resuming operations"), line},
    };
    book.services = {
        {QStringLiteral("titan-brain"), domain::ServiceRole::Core, QStringLiteral("titan-brain"),
         QStringLiteral("titan-brain"), true},
        {QStringLiteral("titan-execution"), domain::ServiceRole::Core, QStringLiteral("titan-execution"),
         QStringLiteral("titan-execution"), true},
    };
    domain::StateProbe heartbeat;
    heartbeat.subject = QStringLiteral("titan.evt.system.heartbeat");
    heartbeat.serviceField = QStringLiteral("/service");
    heartbeat.stateField = QStringLiteral("/tradingState");
    book.stateProbes = {heartbeat};
    book.activityProbes = {{QStringLiteral("titan.evt.exec.fill.v1.>"), QStringLiteral("fill")}};
    book.exposureProbes = {{QStringLiteral("titan.data.dashboard.update.v1"), QStringLiteral("/positionsSummary/count"),
                            QStringLiteral("/ordersSummary/count")}};
    book.escalation = {
        {QStringLiteral("P0"),
         QStringLiteral("Unexpected position, fund loss"),
         QStringLiteral("HARD_HALT + Escalate immediately"),
         {QStringLiteral("Security breach"), QStringLiteral("Critical bug"), QStringLiteral("Unexpected losses"),
          QStringLiteral("System instability")}},
        {QStringLiteral("P2"),
         QStringLiteral("Performance degradation"),
         QStringLiteral("SOFT_HALT + Debug"),
         {QStringLiteral("Market volatility")}},
    };
    return book;
}

domain::Environment rigEnvironment()
{
    domain::Environment environment;
    environment.name = QStringLiteral("titan-prod");
    environment.kind = domain::EnvironmentKind::Prod;
    environment.natsUrls = {QStringLiteral("nats://127.0.0.1:4222")};
    environment.monitoringUrl = QStringLiteral("http://127.0.0.1:8222");
    environment.user = QStringLiteral("console");
    return environment;
}

ConsoleRig::ConsoleRig(domain::Runbook runbook, domain::Environment environment)
    : context{std::move(environment), std::move(runbook), QStringLiteral("desk-1@fra"), &clock}
    , alarms(context, journal)
    , links(context, link, telemetry, probe, journal)
    , states(context, telemetry, journal, alarms)
    , commands(context, link, journal, links, states, alarms)
    , guard(context, commands, links)
    , credentials(context, secrets, links)
    , hosts(context, journal, host)
    , health(context, links, hosts, endpoints)
{
    for (const domain::HostConfig& config : context.environment.hosts)
        hosts.addHost(config.name, host);
}

void ConsoleRig::linksUp()
{
    link.setUp(clock.now());
    telemetry.setUp(clock.now());
    journal.setStatus(true);
}

void ConsoleRig::listen(const QStringList& names)
{
    domain::ListenerSnapshot snapshot;
    quint64 cid = 12;
    for (const QString& name : names) {
        domain::Listener listener;
        listener.name = name;
        listener.cid = cid++;
        listener.subject = context.runbook.halt.subject;
        snapshot.listeners.push_back(listener);
    }
    snapshot.at = clock.now();
    probe.answer(snapshot);
}

void ConsoleRig::heartbeat(const char* service, domain::TradingState state)
{
    clock.advance(std::chrono::milliseconds(1));
    telemetry.hear(QStringLiteral("titan.evt.system.heartbeat"),
                   QByteArray("{\"service\":\"") + service + "\",\"tradingState\":\"" +
                       domain::tradingStateWord(state).toLatin1() + "\"}",
                   clock.now());
}

void ConsoleRig::bothSay(domain::TradingState state)
{
    heartbeat("titan-brain", state);
    heartbeat("titan-execution", state);
}

void ConsoleRig::fill()
{
    clock.advance(std::chrono::milliseconds(1));
    telemetry.hear(QStringLiteral("titan.evt.exec.fill.v1.bybit.main.BTCUSDT"), "{}", clock.now());
}

void ConsoleRig::bothReply(domain::TradingState state)
{
    for (const char* service : {"titan-brain", "titan-execution"}) {
        clock.advance(std::chrono::milliseconds(1));
        link.reply(QByteArray("{\"service\":\"") + service + "\",\"state\":\"" +
                       domain::tradingStateWord(state).toLatin1() + "\"}",
                   clock.now());
    }
}

void ConsoleRig::pass(std::chrono::milliseconds time)
{
    for (auto done = std::chrono::milliseconds(0); done < time; done += std::chrono::milliseconds(50)) {
        clock.advance(std::chrono::milliseconds(50));
        commands.tick();
        states.tick();
    }
}

} // namespace ops::test

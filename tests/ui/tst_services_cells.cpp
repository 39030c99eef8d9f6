#include "support/test_case.h"
#include "ui/common/data_table.h"
#include "ui/common/label.h"
#include "ui/services/level_list.h"
#include "ui/services/service_delegate.h"
#include "ui/services/service_text.h"
#include "ui/services/services_page.h"
#include "ui/widget_rig.h"

#include <QCheckBox>
#include <QImage>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::ContainerRun;
using domain::LevelGrade;
using domain::LevelKind;
using domain::ServiceRow;
using domain::ServiceTrouble;
using models::ServiceColumn;
using models::ServiceModel;
using test::runningContainer;

namespace {

const QString memoryWhole = QStringLiteral("The kernel ended it for want of memory.");
const QString memoryPart = QStringLiteral("A process in it was ended for want of memory.");

domain::Container ended(int exitCode)
{
    domain::Container container = runningContainer(QStringLiteral("titan-brain"));
    container.run = ContainerRun::Exited;
    container.exitCode = exitCode;
    return container;
}

ServiceRow tradingRow(const QString& word, LevelGrade grade, const base::Instant& at)
{
    ServiceRow row;
    row.key = row.name = QStringLiteral("titan-brain");
    domain::HealthLevel& level = row.level(LevelKind::TradingState);
    level.value = word;
    level.grade = grade;
    level.at = at;
    level.maxAge = 5s;
    return row;
}

} // namespace

// What the cells of the Services page say, and how they look.
class TestServicesCells final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        ui::ServicesPage page{rig.window};
        ui::DataTable* table = test::part<ui::DataTable>(page, "servicesTable");

        explicit Shown(const std::vector<domain::Container>& containers)
        {
            rig.linksUp();
            show(containers);
            page.resize(1340, 760);
            page.show();
        }
        void show(const std::vector<domain::Container>& containers)
        {
            rig.engine.show(containers, rig.clock.now());
            page.refresh();
        }
        QModelIndex cell(int row, ServiceColumn column) const
        {
            return table->model()->index(row, static_cast<int>(column));
        }
        QString text(int row, ServiceColumn column) const { return cell(row, column).data().toString(); }
        QString tip(int row, ServiceColumn column) const { return cell(row, column).data(Qt::ToolTipRole).toString(); }
        QString spoken(int row, ServiceColumn column) const
        {
            return cell(row, column).data(Qt::AccessibleTextRole).toString();
        }
        QString heading(ServiceColumn column) const
        {
            return table->model()->headerData(static_cast<int>(column), Qt::Horizontal).toString();
        }
    };

private Q_SLOTS:
    void wantOfMemoryIsSaid_data()
    {
        QTest::addColumn<ServiceTrouble>("trouble");
        QTest::addColumn<domain::Container>("container");
        QTest::addColumn<std::optional<int>>("lastCode"); // of its last end by itself
        QTest::addColumn<bool>("oom");                    // of that
        QTest::addColumn<QString>("said");
        const domain::Container up = runningContainer(QStringLiteral("titan-brain"));
        using Code = std::optional<int>;
        const auto row = [](const char* name, ServiceTrouble trouble, const domain::Container& container, Code code,
                            bool oom, const QString& said) {
            QTest::newRow(name) << trouble << container << code << oom << said;
        };
        const auto memory = ServiceTrouble::OutOfMemory;
        row("it was ended", memory, ended(137), Code(), false, memoryWhole);
        row("it ended itself when one of its processes was", memory, ended(1), Code(), false, memoryPart);
        row("it runs on", memory, up, Code(), false, memoryPart);
        const QString again = QStringLiteral("It ended by itself now with exit code %1 and was started again.");
        const auto lately = ServiceTrouble::CrashedLately;
        row("restarted", lately, up, 137, true, again.arg(137) + QLatin1Char(' ') + memoryWhole);
        row("restarted, its exit was missed", lately, up, Code(), true,
            again.arg(QStringLiteral("unknown")) + QLatin1Char(' ') + memoryWhole);
        row("restarted after a process was ended", lately, up, 1, true, again.arg(1) + QLatin1Char(' ') + memoryPart);
        row("restarted for another cause", lately, up, 137, false, again.arg(137));
        const QString loop =
            QStringLiteral("Restarts in a loop: it ended by itself 3 times in 1 s, last with exit code 137.");
        row("loops", ServiceTrouble::RestartLoop, up, 137, true, loop + QLatin1Char(' ') + memoryWhole);
        row("loops for another cause", ServiceTrouble::RestartLoop, up, 137, false, loop);
    }
    void wantOfMemoryIsSaid()
    {
        QFETCH(ServiceTrouble, trouble);
        QFETCH(domain::Container, container);
        QFETCH(std::optional<int>, lastCode);
        QFETCH(bool, oom);
        const base::Instant now = test::FakeClock().now();
        ServiceRow row;
        row.container = container;
        row.restarts.crashes = 3;
        row.restarts.firstCrashAt = now;
        row.restarts.last = domain::CrashExit{lastCode, oom, now};
        QTEST(ui::describe(row, trouble, now), "said");
    }

    // rule: H7
    void tradingIsOpenOnlyWhileProven_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<LevelGrade>("grade");
        QTest::addColumn<bool>("old");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* word, LevelGrade grade, bool old, const char* text) {
            QTest::newRow(name) << QString::fromLatin1(word) << grade << old << QString::fromUtf8(text);
        };
        row("open", "OPEN", LevelGrade::Ok, false, "OPEN");
        row("a halt was sent since", "OPEN", LevelGrade::Unknown, false, "was OPEN");
        row("open, long ago", "OPEN", LevelGrade::Ok, true, "was OPEN");
        row("halted", "HARD_HALT", LevelGrade::Failed, false, "HARD_HALT");
        row("halted, long ago", "HARD_HALT", LevelGrade::Failed, true, "HARD_HALT");
        row("halted softly, long ago", "SOFT_HALT", LevelGrade::Degraded, true, "SOFT_HALT");
        row("unheard", "UNKNOWN", LevelGrade::Unknown, false, "UNKNOWN");
        row("does not trade", "", LevelGrade::NotApplicable, false, "–");
    }
    void tradingIsOpenOnlyWhileProven()
    {
        QFETCH(QString, word);
        QFETCH(LevelGrade, grade);
        QFETCH(bool, old);
        test::FakeClock clock;
        const ServiceRow row = tradingRow(word, grade, clock.now());
        clock.advance(old ? 6s : 1s);
        QTEST(ui::serviceCellText(row, ServiceColumn::Trading, clock.now()), "text");
        QTEST(ui::levelText(row, LevelKind::TradingState, clock.now()), "text");
    }

    // Shape and colour are those of what is proven, whatever the word.
    // rule: H7, G5
    void anOpenThatIsNotProvenLooksUnknown()
    {
        test::FakeClock clock;
        const auto same = [](auto&&...) { return QStringLiteral("word"); };
        const auto drawn = [&](const QString& word, LevelGrade grade) {
            ServiceModel model(same, same, same, same);
            model.setRows({tradingRow(word, grade, clock.now())}, clock.now());
            QImage image(200, 30, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.rect = image.rect();
            ui::ServiceDelegate().paint(&painter, option, model.index(0, static_cast<int>(ServiceColumn::Trading)));
            painter.end();
            return image;
        };
        const QImage open = drawn(QStringLiteral("OPEN"), LevelGrade::Ok);
        const QImage overtaken = drawn(QStringLiteral("OPEN"), LevelGrade::Unknown);
        const QImage unknown = drawn(QStringLiteral("UNKNOWN"), LevelGrade::Unknown);
        QVERIFY(open != unknown);
        QCOMPARE(overtaken, unknown);
        QVERIFY(drawn(QStringLiteral("HARD_HALT"), LevelGrade::Failed) != unknown);
    }

    // rule: H7, G9
    void anOpenIsDoubtedInItsCell()
    {
        Shown shown({runningContainer(QStringLiteral("titan-brain"))});
        shown.rig.heartbeat("titan-brain", domain::TradingState::Open);
        QCOMPARE(shown.text(0, ServiceColumn::Trading), QStringLiteral("OPEN"));
        shown.rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), R"({"state":"HARD_HALT"})",
                                 shown.rig.clock.now());
        QCOMPARE(shown.text(0, ServiceColumn::Trading), QStringLiteral("was OPEN"));
        QVERIFY(shown.tip(0, ServiceColumn::Trading).startsWith(QLatin1String("Trading state: was OPEN")));
        QCOMPARE(shown.spoken(0, ServiceColumn::Trading), QStringLiteral("Trading: was OPEN"));
        shown.rig.heartbeat("titan-brain", domain::TradingState::Open); // it is said anew
        QCOMPARE(shown.text(0, ServiceColumn::Trading), QStringLiteral("OPEN"));
        // And it grows old.
        shown.rig.clock.advance(6s);
        shown.page.refresh();
        QCOMPARE(shown.spoken(0, ServiceColumn::Trading), QStringLiteral("Trading: was OPEN, last known"));
    }

    // An engine that makes no checks any more goes on saying `healthy`.
    // rule: G9, H6
    void aCheckThatIsNotMadeAnyMoreIsSaid()
    {
        domain::Container brain = runningContainer(QStringLiteral("titan-brain"));
        brain.checkedUtcMs = 1;
        Shown shown({brain});
        shown.page.chooseService(brain.name);
        auto* word = test::part<ui::GradeWord>(shown.page, "level1");
        QCOMPARE(word->word(), QStringLiteral("healthy"));
        for (int i = 0; i < 15; ++i) {
            shown.rig.clock.advance(10s);
            shown.show({brain});
        }
        QCOMPARE(shown.text(0, ServiceColumn::Healthcheck), QStringLiteral("was healthy"));
        QVERIFY(shown.cell(0, ServiceColumn::Healthcheck).data(ServiceModel::StaleRole).toBool());
        QVERIFY2(shown.tip(0, ServiceColumn::Healthcheck)
                     .endsWith(QLatin1String("last known 2 min 30 s ago\nThe engine has stopped checking it.")),
                 qPrintable(shown.tip(0, ServiceColumn::Healthcheck)));
        QCOMPARE(shown.text(0, ServiceColumn::State), QStringLiteral("running"));
        QVERIFY(!shown.cell(0, ServiceColumn::State).data(ServiceModel::StaleRole).toBool());
        QCOMPARE(word->word(), QStringLiteral("was healthy"));
        brain.checkedUtcMs = 2;
        shown.show({brain});
        QCOMPARE(shown.text(0, ServiceColumn::Healthcheck), QStringLiteral("healthy"));
        QCOMPARE(shown.spoken(0, ServiceColumn::Healthcheck), QStringLiteral("Healthcheck: healthy"));
    }

    void containersGoByTheirNames()
    {
        domain::Container renamed = runningContainer(QStringLiteral("titan-brain"));
        renamed.name = QStringLiteral("titan-titan-brain-1");
        domain::Container second = runningContainer(QStringLiteral("titan-brain"));
        second.id = QStringLiteral("0123456789abcdef");
        second.name = QStringLiteral("titan-titan-brain-2");
        second.startedUtcMs = *renamed.startedUtcMs - 1;
        Shown shown({renamed, second});
        QCOMPARE(shown.heading(ServiceColumn::Container), QStringLiteral("Container"));
        QCOMPARE(shown.heading(ServiceColumn::State), QStringLiteral("State"));
        QCOMPARE(shown.text(0, ServiceColumn::Container), renamed.name);
        QVERIFY(shown.tip(0, ServiceColumn::Container).contains(QLatin1String("do not reach it")));
        // What is missing goes by the name that the runbook's commands use.
        QCOMPARE(shown.text(1, ServiceColumn::State), QStringLiteral("MISSING"));
        QCOMPARE(shown.text(1, ServiceColumn::Container), QStringLiteral("titan-execution"));
        QVERIFY(shown.cell(1, ServiceColumn::Container).data(ServiceModel::AbsentRole).toBool());
        QVERIFY(shown.tip(1, ServiceColumn::Container).startsWith(QLatin1String("The runbook names titan-execution")));
        QCOMPARE(shown.tip(2, ServiceColumn::Container),
                 QStringLiteral("titan-titan-brain-2\n0123456789ab\nA second container of titan-brain: two of them may "
                                "act at once."));
        QVERIFY(!shown.cell(2, ServiceColumn::Container).data(ServiceModel::AbsentRole).toBool());
        QCOMPARE(ui::serviceCellText({}, ServiceColumn::Container, shown.rig.clock.now()), QStringLiteral("–"));
    }

    // What a second container is, is known without its log.
    void aSecondContainerIsNoFall()
    {
        domain::Container second = runningContainer(QStringLiteral("titan-brain"));
        second.id = QStringLiteral("second");
        second.name = QStringLiteral("titan-brain-2");
        Shown shown({runningContainer(QStringLiteral("titan-brain")), second});
        QCOMPARE(shown.text(2, ServiceColumn::Service), second.name);
        QVERIFY(shown.cell(2, ServiceColumn::Service).data(ServiceModel::AttentionRole).toBool());
        QVERIFY(shown.tip(2, ServiceColumn::Service).startsWith(QLatin1String("A second container of titan-brain")));
        QVERIFY(shown.rig.engine.tails.isEmpty());
    }

    // The lines of an earlier fall explain nothing of a later one, and a log that cannot be read says so.
    // rule: H6
    void aFallHasNoLinesButItsOwn()
    {
        Shown shown({runningContainer(QStringLiteral("titan-brain"))});
        const auto tip = [&shown] { return shown.tip(0, ServiceColumn::Service); };
        const base::Error lost{base::ErrorCode::TimedOut, {}, {}};
        shown.rig.engine.change(ended(1), "die", shown.rig.clock.now(), 1);
        shown.rig.engine.answerTail("first cause\n");
        QVERIFY2(tip().endsWith(QStringLiteral("Its last lines:\nfirst cause")), qPrintable(tip()));
        shown.rig.clock.advance(1s);
        domain::Container again = ended(1);
        again.finishedUtcMs = shown.rig.clock.now().utcMs;
        shown.rig.engine.change(again, "die", shown.rig.clock.now(), 1);
        QCOMPARE(shown.rig.engine.tails.size(), 1);
        QVERIFY2(!tip().contains(QStringLiteral("first cause")), qPrintable(tip()));
        for (int tries = 0; tries < 3; ++tries) {
            QVERIFY2(!tip().contains(QStringLiteral("could not be read")), qPrintable(tip()));
            QCOMPARE(shown.rig.engine.tails.size(), 1);
            shown.rig.engine.failTail(lost);
            shown.rig.clock.advance(1s);
            shown.rig.engine.show({again}, shown.rig.clock.now());
        }
        QVERIFY(shown.rig.engine.tails.isEmpty());
        QVERIFY2(tip().endsWith(QStringLiteral("Its log could not be read.")), qPrintable(tip()));
    }

    // rule: G9
    void whatIsCountedOfALostEngineIsLastKnown()
    {
        Shown shown(
            {runningContainer(QStringLiteral("titan-brain")), runningContainer(QStringLiteral("titan-execution"))});
        const auto count = [&shown] { return test::part<ui::Label>(shown.page, "servicesCount")->text(); };
        QVERIFY2(count().startsWith(QStringLiteral("2 of 2 services found · 0 need attention")), qPrintable(count()));
        shown.rig.engine.setPhase(domain::EnginePhase::Gone, shown.rig.clock.now());
        shown.page.refresh();
        QVERIFY2(count().startsWith(QStringLiteral("2 of 2 services found, last known · 2 need attention")),
                 qPrintable(count()));
        test::part<QCheckBox>(shown.page, "servicesAttention")->click();
        QCOMPARE(shown.table->model()->rowCount(), 2);
    }

    // rule: G9
    void aClockThatIsWrongIsSaidAndAllowedFor()
    {
        Shown shown({});
        const auto notices = [&shown] {
            QStringList texts;
            for (const ui::Label* notice : shown.page.findChildren<ui::Label*>(QStringLiteral("engineNotice")))
                if (notice->isVisibleTo(&shown.page))
                    texts << notice->text();
            return texts;
        };
        domain::EngineStatus status;
        status.host = shown.rig.engine.host();
        status.phase = domain::EnginePhase::Following;
        const auto tell = [&](std::optional<std::chrono::milliseconds> ahead) {
            status.clockAhead = ahead;
            Q_EMIT shown.rig.engine.statusChanged(status);
        };
        for (const auto ahead : {std::optional<std::chrono::milliseconds>(), {2000ms}, {-2000ms}}) {
            tell(ahead);
            QCOMPARE(notices(), QStringList());
        }
        tell(65s);
        QCOMPARE(notices(), QStringList{QStringLiteral("The clock of titan-host-1 is 1 min 05 s ahead of this "
                                                       "machine's; ages allow for it.")});
        tell(-1h);
        QCOMPARE(notices(), QStringList{QStringLiteral("The clock of titan-host-1 is 1 h 00 min behind this machine's; "
                                                       "ages allow for it.")});
        const base::Instant now = shown.rig.clock.now();
        domain::Container brain = runningContainer(QStringLiteral("titan-brain"), now.utcMs - 3'605'000);
        Q_EMIT shown.rig.engine.snapshotTaken({status.host, {brain}, now});
        QCOMPARE(shown.text(0, ServiceColumn::Up), QStringLiteral("5 s"));
        ServiceRow row;
        row.clockAhead = -1h;
        row.errors = domain::ServiceErrors{now.utcMs - 3'784'000, 3};
        QCOMPARE(ui::serviceCellText(row, ServiceColumn::LastError, now), QStringLiteral("3 min 04 s ago"));
    }

    // Value, source, latency, age: and where there is no latency, why.
    // rule: H6
    void howLongATradingStateWasOnItsWayIsSaid_data()
    {
        using domain::LatencyBasis;
        QTest::addColumn<LatencyBasis>("basis");
        QTest::addColumn<QString>("latency");
        QTest::addColumn<QString>("why");
        QTest::newRow("a stamp") << LatencyBasis::OwnStamp << QStringLiteral("at most 17.0 ms")
                                 << QStringLiteral("From the stamp that it gives it to its arrival here");
        QTest::newRow("no stamp") << LatencyBasis::NoStamp << QStringLiteral("pushed")
                                  << QStringLiteral("gives it no stamp");
        QTest::newRow("no clock") << LatencyBasis::NoClock << QStringLiteral("pushed")
                                  << QStringLiteral("How far the clock of its host is off is not known");
        QTest::newRow("a bad stamp") << LatencyBasis::BadStamp << QStringLiteral("pushed")
                                     << QStringLiteral("does not fit the clock of its host");
    }
    void howLongATradingStateWasOnItsWayIsSaid()
    {
        QFETCH(domain::LatencyBasis, basis);
        QFETCH(QString, latency);
        QFETCH(QString, why);
        const test::FakeClock clock;
        ServiceRow row;
        domain::HealthLevel& level = row.level(domain::LevelKind::TradingState);
        level.value = QStringLiteral("HARD_HALT");
        level.source = QStringLiteral("titan.evt.system.heartbeat");
        level.at = clock.now();
        level.latencyBasis = basis;
        if (basis == domain::LatencyBasis::OwnStamp)
            level.latencyMs = 17;
        QCOMPARE(ui::levelSourceText(row, domain::LevelKind::TradingState, clock.now()),
                 QStringLiteral("titan.evt.system.heartbeat · %1 · now").arg(latency));
        const QString tip = ui::serviceTipText(row, ServiceColumn::Trading, clock.now());
        QVERIFY2(tip.contains(latency) && tip.contains(why), qPrintable(tip));
        QVERIFY(ui::levelLatencyNote(row, domain::LevelKind::Container).isEmpty()); // that one is asked for
    }

    // rule: H6
    void aContainerOfAnotherProjectIsSaid()
    {
        domain::Container foreign = runningContainer(QStringLiteral("titan-execution"));
        foreign.project = QStringLiteral("titan-prod");
        std::vector<domain::Container> containers{runningContainer(QStringLiteral("titan-brain")), foreign};
        Shown shown(containers);
        QVERIFY2(shown.tip(1, ServiceColumn::Container)
                     .endsWith(QStringLiteral("The container belongs to compose project titan-prod, not to titan.")),
                 qPrintable(shown.tip(1, ServiceColumn::Container)));
        QVERIFY(shown.cell(1, ServiceColumn::Service).data(ServiceModel::AttentionRole).toBool());
        QVERIFY(shown.rig.engine.tails.isEmpty()); // whose it is, is known without its log
    }

    // What is wrong is seen in the table, by its shape and its words, and not first in the detail of a row.
    // rule: G5, H6
    void aRowInTroubleLooksIt_data()
    {
        QTest::addColumn<ServiceTrouble>("trouble");
        QTest::addColumn<QString>("word");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("second") << ServiceTrouble::Duplicate << QStringLiteral("second: running") << LevelGrade::Failed;
        QTest::newRow("namesake") << ServiceTrouble::Namesake << QStringLiteral("namesake: running")
                                  << LevelGrade::Failed;
        QTest::newRow("foreign") << ServiceTrouble::OtherProject << QStringLiteral("foreign: running")
                                 << LevelGrade::Degraded;
        QTest::newRow("no project") << ServiceTrouble::NoProject << QStringLiteral("no project: running")
                                    << LevelGrade::Degraded;
        QTest::newRow("renamed") << ServiceTrouble::Renamed << QStringLiteral("renamed: running")
                                 << LevelGrade::Degraded;
    }
    void aRowInTroubleLooksIt()
    {
        QFETCH(ServiceTrouble, trouble);
        QFETCH(LevelGrade, grade);
        const test::FakeClock clock;
        ServiceRow row;
        row.key = row.name = QStringLiteral("titan-brain");
        row.engineFollowed = true;
        row.knownAt = clock.now();
        row.container = runningContainer(row.name);
        row.level(LevelKind::Container).grade = LevelGrade::Ok;
        row.level(LevelKind::Container).value = QStringLiteral("running");
        const auto tip = [](const ServiceRow& of, ServiceColumn column, const base::Instant& now) {
            return ui::serviceTipText(of, column, now);
        };
        ServiceModel model(ui::serviceColumnHeading, ui::serviceCellText, tip, ui::lastKnownText);
        const auto drawn = [&model](ServiceColumn column) {
            QImage image(200, 30, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.rect = image.rect();
            ui::ServiceDelegate().paint(&painter, option, model.index(0, static_cast<int>(column)));
            painter.end();
            return image.convertToFormat(QImage::Format_Grayscale8);
        };
        model.setRows({row}, clock.now());
        const QImage calm = drawn(ServiceColumn::Service);
        row.troubles = {trouble};
        model.setRows({row}, clock.now());
        QVERIFY(drawn(ServiceColumn::Service) != calm);
        const QModelIndex state = model.index(0, static_cast<int>(ServiceColumn::State));
        QTEST(state.data().toString(), "word");
        QCOMPARE(state.data(ServiceModel::GradeRole).toInt(), static_cast<int>(grade));
        QCOMPARE(state.data(ServiceModel::TroubleRole).toInt(), static_cast<int>(grade));
        QVERIFY(state.data(ServiceModel::AttentionRole).toBool());
        const QString sentence = ui::describe(row, trouble, clock.now());
        for (const ServiceColumn column : {ServiceColumn::Service, ServiceColumn::State, ServiceColumn::Container})
            QVERIFY(model.index(0, static_cast<int>(column)).data(Qt::ToolTipRole).toString().contains(sentence));
    }

    void aMissingContainersNameIsPaler()
    {
        test::FakeClock clock;
        const auto same = [](auto&&...) { return QStringLiteral("word"); };
        const auto drawn = [&](bool isThere) {
            ServiceModel model(same, same, same, same);
            ServiceRow row;
            row.key = QStringLiteral("key");
            if (isThere)
                row.container = runningContainer(QStringLiteral("titan-brain"));
            model.setRows({row}, clock.now());
            QImage image(200, 30, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.rect = image.rect();
            ui::ServiceDelegate().paint(&painter, option, model.index(0, static_cast<int>(ServiceColumn::Container)));
            painter.end();
            return image;
        };
        QVERIFY(drawn(true) != drawn(false));
    }
};

QTEST_MAIN(TestServicesCells)
#include "tst_services_cells.moc"

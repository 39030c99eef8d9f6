#include "domain/services/container_book.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

namespace {

constexpr qint64 startedMs = 1'769'792'648'000;

Container container(const QString& id, const QString& name)
{
    Container made;
    made.id = id;
    made.name = name;
    made.run = ContainerRun::Running;
    made.health = ImageHealth::Healthy;
    made.startedUtcMs = startedMs;
    return made;
}

EngineEvent heard(const QString& id, const QString& action, qint64 afterMs = 1000)
{
    EngineEvent made;
    made.id = id;
    made.action = action;
    made.name = QStringLiteral("new-name");
    made.timeNs = (startedMs + afterMs) * 1'000'000;
    if (action == QLatin1String("die"))
        made.exitCode = 137;
    return made;
}

QStringList idsOf(const std::vector<Container>& containers)
{
    QStringList ids;
    for (const Container& one : containers)
        ids << one.id;
    return ids;
}

} // namespace

class TestContainerBook : public ops::test::TestCase {
    Q_OBJECT

private:
    const QString m_a = QStringLiteral("a");
    const QString m_b = QStringLiteral("b");

    ContainerBook two() const
    {
        ContainerBook book = askContainers({}, {});
        return onAllContainers(std::move(book),
                               {container(m_a, QStringLiteral("brain")), container(m_b, QStringLiteral("nats"))})
            .book;
    }

private Q_SLOTS:
    void whatAnEventSays_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<int>("run");
        QTest::addColumn<int>("health");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* action, ContainerRun run, ImageHealth health, const char* name = "brain") {
            QTest::newRow(action) << QString::fromLatin1(action) << static_cast<int>(run) << static_cast<int>(health)
                                  << QString::fromLatin1(name);
        };
        row("start", ContainerRun::Running, ImageHealth::Starting);
        row("die", ContainerRun::Exited, ImageHealth::Healthy);
        row("pause", ContainerRun::Paused, ImageHealth::Healthy);
        row("unpause", ContainerRun::Running, ImageHealth::Healthy);
        row("rename", ContainerRun::Running, ImageHealth::Healthy, "new-name");
        row("health_status: unhealthy", ContainerRun::Running, ImageHealth::Unhealthy);
        row("health_status: starting", ContainerRun::Running, ImageHealth::Starting);
        row("health_status: healthy", ContainerRun::Running, ImageHealth::Healthy);
        row("health_status: splendid", ContainerRun::Running, ImageHealth::Healthy);
        row("kill", ContainerRun::Running, ImageHealth::Healthy);
        row("restart", ContainerRun::Running, ImageHealth::Healthy);
        row("a word of a later engine", ContainerRun::Running, ImageHealth::Healthy);
    }
    void whatAnEventSays()
    {
        QFETCH(QString, action);
        QFETCH(int, run);
        QFETCH(int, health);
        QFETCH(QString, name);
        const BookStep step = onContainerEvent(two(), heard(m_a, action));
        QCOMPARE(step.changed.size(), size_t(1));
        const Container& told = step.changed.front().container;
        QCOMPARE(static_cast<int>(told.run), run);
        QCOMPARE(static_cast<int>(told.health), health);
        QCOMPARE(told.name, name);
        QCOMPARE(step.changed.front().event.action, action);
        QCOMPARE(step.book.containers.at(0), told);
        QCOMPARE(step.book.containers.at(1), two().containers.at(1));
        QCOMPARE(step.book.unsure.contains(m_a), action != QLatin1String("kill"));
    }

    void stampsAndCodesOfAnEvent()
    {
        const Container known = container(m_a, QStringLiteral("brain"));
        const Container died = containerAfter(known, heard(m_a, QStringLiteral("die")));
        QCOMPARE(died.exitCode, std::optional(137));
        QCOMPARE(died.finishedUtcMs, std::optional<qint64>(startedMs + 1000));
        const Container oom = containerAfter(known, heard(m_a, QStringLiteral("oom")));
        QVERIFY(oom.oomKilled);
        const Container started = containerAfter(died, heard(m_a, QStringLiteral("start"), 2000));
        QCOMPARE(started.startedUtcMs, std::optional<qint64>(startedMs + 2000));
        QCOMPARE(started.exitCode, std::optional(137)); // of the last end
        Container without = known;
        without.health = ImageHealth::None;
        QCOMPARE(containerAfter(without, heard(m_a, QStringLiteral("start"))).health, ImageHealth::None);
    }

    // An engine may tell of what was over when it was asked.
    void whatIsOlderThanWhatIsKnownSaysNothing()
    {
        for (const char* action : {"die", "start", "pause", "health_status: unhealthy"}) {
            const BookStep step = onContainerEvent(two(), heard(m_a, QString::fromLatin1(action), -1));
            QCOMPARE(step.book.containers.at(0), two().containers.at(0));
            QCOMPARE(step.book.unsure, QStringList{m_a}); // but it is worth a look
        }
    }

    // rule: G9
    void whatIsDestroyedIsGone()
    {
        const BookStep step = onContainerEvent(two(), heard(m_a, QStringLiteral("destroy")));
        QCOMPARE(step.gone, QStringList{m_a});
        QVERIFY(step.changed.empty());
        QCOMPARE(idsOf(step.book.containers), QStringList{m_b});
        QVERIFY(step.book.unsure.isEmpty());
        QVERIFY(onContainerEvent(step.book, heard(m_a, QStringLiteral("destroy"))).gone.isEmpty());
    }

    void whatIsNewIsAskedAbout()
    {
        const QString c = QStringLiteral("c");
        BookStep step = onContainerEvent(two(), heard(c, QStringLiteral("create")));
        QVERIFY(step.changed.empty()); // nothing is known of it yet
        QCOMPARE(step.book.unsure, QStringList{c});
        ContainerBook book = askContainers(std::move(step.book), {c});
        QVERIFY(book.unsure.isEmpty());
        step = onContainers(std::move(book), {c}, {container(c, QStringLiteral("new"))});
        QCOMPARE(step.changed.size(), size_t(1));
        QCOMPARE(step.changed.front().container.name, QStringLiteral("new"));
        QCOMPARE(step.changed.front().event.action, QStringLiteral("create"));
        QCOMPARE(idsOf(step.book.containers), (QStringList{m_a, m_b, c}));
        QVERIFY(step.book.untold.empty());
        step = onContainers(askContainers(std::move(step.book), {}), {QStringLiteral("d")},
                            {container(QStringLiteral("d"), QStringLiteral("unheard of"))});
        QVERIFY(step.changed.front().event.action.isEmpty());
    }

    // One that crashes faster than it can be asked about: none of its ends may be lost.
    void whatHappenedToANewOneIsToldWithTheAnswer()
    {
        const QString c = QStringLiteral("c");
        ContainerBook book = onContainerEvent(two(), heard(c, QStringLiteral("create"))).book;
        book = askContainers(std::move(book), {c});
        for (const char* action : {"start", "die", "start"})
            book = onContainerEvent(std::move(book), heard(c, QString::fromLatin1(action))).book;
        const BookStep step = onContainers(std::move(book), {c}, {container(c, QStringLiteral("looper"))});
        QStringList actions;
        for (const ContainerNews& news : step.changed)
            actions << news.event.action;
        QCOMPARE(actions.join(QLatin1Char(' ')), QStringLiteral("create start die start"));
        QCOMPARE(step.book.containers.back().run, ContainerRun::Running);
        const BookStep gone = onContainerEvent(two(), heard(c, QStringLiteral("create")));
        QVERIFY(onContainerEvent(gone.book, heard(c, QStringLiteral("destroy"))).book.untold.empty());
    }

    void aLookTellsItToo()
    {
        const QString c = QStringLiteral("c");
        ContainerBook book = askContainers(two(), {});
        book = onContainerEvent(std::move(book), heard(c, QStringLiteral("die"))).book;
        const BookStep step = onAllContainers(std::move(book), {container(c, QStringLiteral("looper"))});
        QCOMPARE(step.changed.size(), size_t(1));
        QCOMPARE(step.changed.front().event.action, QStringLiteral("die"));
        QVERIFY(step.book.untold.empty());
    }

    // The list was made before the container was, and its first crash was heard before the list came.
    void aLookThatDoesNotKnowItYetLosesNothing()
    {
        const QString c = QStringLiteral("c");
        const QString gone = QStringLiteral("gone before the list");
        ContainerBook book = onContainerEvent(two(), heard(gone, QStringLiteral("die"))).book;
        book = askContainers(std::move(book), {gone});
        for (const char* action : {"create", "start", "die"})
            book = onContainerEvent(std::move(book), heard(c, QString::fromLatin1(action))).book;
        BookStep step = onAllContainers(std::move(book), two().containers);
        QVERIFY(step.changed.empty());
        QCOMPARE(step.book.unsure, QStringList{c});
        QCOMPARE(step.book.untold.size(), size_t(3)); // not a word is kept of what is gone
        book = askContainers(std::move(step.book), {c});
        book = onContainerEvent(std::move(book), heard(c, QStringLiteral("start"))).book;
        step = onContainers(std::move(book), {c}, {container(c, QStringLiteral("looper"))});
        QStringList actions;
        for (const ContainerNews& news : step.changed)
            actions << news.event.action;
        QCOMPARE(actions.join(QLatin1Char(' ')), QStringLiteral("create start die start"));
        QVERIFY(step.book.untold.empty());
    }

    // It crashed before it was asked about, and runs again: only the events know with what.
    void theExitCodeOfANewOneIsThatOfItsEvents()
    {
        const QString c = QStringLiteral("c");
        ContainerBook book = onContainerEvent(two(), heard(c, QStringLiteral("die"), 990)).book;
        book = askContainers(std::move(book), {c});
        Container answer = container(c, QStringLiteral("looper"));
        answer.finishedUtcMs = startedMs + 985;
        answer.startedUtcMs = startedMs + 1500;
        const BookStep step = onContainers(std::move(book), {c}, {answer});
        QCOMPARE(step.book.containers.back().exitCode, std::optional(137));
        answer.finishedUtcMs = startedMs + 60'000; // another end than the one that was heard of
        answer.startedUtcMs = startedMs + 60'500;
        book = askContainers(onContainerEvent(two(), heard(c, QStringLiteral("die"), 990)).book, {c});
        QCOMPARE(onContainers(std::move(book), {c}, {answer}).book.containers.back().exitCode, std::optional<int>());
    }

    // Docker waits for the rest of the output before it tells of an end, and loops end again soon.
    void theExitCodeIsThatOfTheRightEnd()
    {
        Container back = container(m_a, QStringLiteral("brain"));
        back.finishedUtcMs = startedMs + 1000;
        back.startedUtcMs = startedMs + 4500;
        const ContainerBook book = onContainers(askContainers(two(), {m_a}), {m_a}, {back}).book;
        for (const auto& [atMs, code] : {std::pair<qint64, std::optional<int>>{999, {}}, // of the end before
                                         {1000, 137},
                                         {4499, 137}})
            QCOMPARE(onContainerEvent(book, heard(m_a, QStringLiteral("die"), atMs)).book.containers.at(0).exitCode,
                     code);
    }

    // The answer knows of the end already, and its event comes after the answer.
    void theExitCodeComesWithALateEvent()
    {
        Container back = container(m_a, QStringLiteral("brain"));
        back.finishedUtcMs = startedMs + 995;
        back.startedUtcMs = startedMs + 1500;
        ContainerBook book = onContainers(askContainers(two(), {m_a}), {m_a}, {back}).book;
        QCOMPARE(book.containers.at(0).exitCode, std::optional<int>());
        book = onContainerEvent(std::move(book), heard(m_a, QStringLiteral("die"))).book;
        QCOMPARE(book.containers.at(0).exitCode, std::optional(137));
        QCOMPARE(book.containers.at(0).run, ContainerRun::Running);
    }

    // Its restart count is that from before.
    // The engine notes an end microseconds before it tells of it, and the look sees the container run again.
    void theExitCodeIsKeptOfAnEndInTheSameMillisecond()
    {
        BookStep step = onContainerEvent(two(), heard(m_a, QStringLiteral("die")));
        step = onContainerEvent(std::move(step.book), heard(m_a, QStringLiteral("start"), 1400));
        const QByteArray noted =
            R"([{"Id":"a","Name":"/brain","State":{"Status":"running","StartedAt":"2026-01-30T17:04:09.3999Z",)"
            R"("FinishedAt":"2026-01-30T17:04:09.0007Z","ExitCode":0}}])";
        const auto answer = parseInspect(noted);
        QVERIFY(answer.ok());
        QCOMPARE(answer->front().finishedUtcMs, std::optional<qint64>(startedMs + 1000));
        step = onContainers(askContainers(std::move(step.book), {m_a}), {m_a}, *answer);
        QCOMPARE(step.book.containers.front().exitCode, std::optional(137));
    }

    void whatAnEventChangedIsAheadOfTheEngine()
    {
        for (const auto& [action, ahead] : {std::pair("die", true), {"start", true}, {"pause", false}}) {
            BookStep step = onContainerEvent(askContainers(two(), {}), heard(m_a, QString::fromLatin1(action)));
            QCOMPARE(step.book.containers.at(0).ahead, ahead);
            step = onAllContainers(std::move(step.book), two().containers);
            QCOMPARE(step.book.containers.at(0).ahead, ahead);
            step = onContainers(askContainers(std::move(step.book), {m_a}), {m_a}, {two().containers.at(0)});
            QVERIFY(!step.book.containers.at(0).ahead);
        }
    }

    // The engine says 0 for whatever runs; how it ended last is known from its event, or not at all.
    void theLastExitCodeIsKept()
    {
        ContainerBook book = onContainerEvent(two(), heard(m_a, QStringLiteral("die"))).book;
        book = onContainerEvent(std::move(book), heard(m_a, QStringLiteral("start"), 1500)).book;
        Container answer = container(m_a, QStringLiteral("brain"));
        answer.startedUtcMs = startedMs + 1500;
        answer.finishedUtcMs = startedMs + 990;
        answer.exitCode = 0;
        const BookStep step = onContainers(askContainers(book, {m_a}), {m_a}, {answer});
        QCOMPARE(step.book.containers.at(0).exitCode, std::optional(137));
        QCOMPARE(onAllContainers(step.book, {answer}).book.containers.at(0).exitCode, std::optional(137));
        answer.finishedUtcMs = startedMs + 60'000; // another end, which was missed
        QCOMPARE(onContainers(askContainers(book, {m_a}), {m_a}, {answer}).book.containers.at(0).exitCode,
                 std::optional<int>());
        answer.run = ContainerRun::Exited;
        QCOMPARE(onContainers(askContainers(book, {m_a}), {m_a}, {answer}).book.containers.at(0).exitCode,
                 std::optional(0));
    }

    void anAnswerIsToldOnlyWhereItDiffers()
    {
        ContainerBook book = askContainers(onContainerEvent(two(), heard(m_a, QStringLiteral("restart"))).book, {m_a});
        Container counted = book.containers.at(0);
        BookStep step = onContainers(book, {m_a}, {counted});
        QVERIFY(step.changed.empty());
        counted.restartCount = 1;
        step = onContainers(std::move(book), {m_a}, {counted});
        QCOMPARE(step.changed.size(), size_t(1));
        QCOMPARE(step.changed.front().container.restartCount, 1);
    }

    void whatIsNotInTheAnswerIsGone()
    {
        ContainerBook book = askContainers(onContainerEvent(two(), heard(m_a, QStringLiteral("die"))).book, {m_a});
        const BookStep step = onContainers(std::move(book), {m_a, QStringLiteral("stranger")}, {});
        QCOMPARE(step.gone, QStringList{m_a});
        QCOMPARE(idsOf(step.book.containers), QStringList{m_b});
    }

    void whatHappensMeanwhileBeatsTheAnswer_data()
    {
        QTest::addColumn<bool>("ofAll");
        QTest::newRow("a look at all") << true;
        QTest::newRow("a question about one") << false;
    }
    void whatHappensMeanwhileBeatsTheAnswer()
    {
        QFETCH(bool, ofAll);
        const std::vector<Container> answer = two().containers;
        ContainerBook book = askContainers(two(), {});
        book = onContainerEvent(std::move(book), heard(m_a, QStringLiteral("die"))).book;
        book = onContainerEvent(std::move(book), heard(m_b, QStringLiteral("destroy"))).book;
        book = ofAll ? onAllContainers(std::move(book), answer).book
                     : onContainers(std::move(book), {m_a, m_b}, answer).book;
        QCOMPARE(idsOf(book.containers), QStringList{m_a});
        QCOMPARE(book.containers.at(0).run, ContainerRun::Exited);
        QCOMPARE(book.unsure, QStringList{m_a}); // which is to be asked about once more
        QVERIFY(!book.asked);
    }

    // The engine answered after the container had come back, and the event of its end comes late.
    void anAnswerThatKnowsMoreIsNotUndone()
    {
        ContainerBook book = askContainers(two(), {});
        Container back = container(m_a, QStringLiteral("brain"));
        back.startedUtcMs = startedMs + 5000;
        back.restartCount = 1;
        book = onContainerEvent(std::move(book), heard(m_a, QStringLiteral("die"))).book;
        book = onAllContainers(std::move(book), {back}).book;
        QCOMPARE(book.containers.at(0), back);
    }

    void aLookIsTheWholeTruth()
    {
        ContainerBook book = onAllContainers(askContainers(two(), {}), {container(m_b, QStringLiteral("nats"))}).book;
        QCOMPARE(idsOf(book.containers), QStringList{m_b});
        book = giveUpAsking(askContainers(std::move(book), {}));
        QCOMPARE(idsOf(book.containers), QStringList{m_b});
    }
};

QTEST_GUILESS_MAIN(TestContainerBook)
#include "tst_container_book.moc"

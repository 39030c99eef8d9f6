#include "support/stack_fixture.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::test;

// A host whose administrators still have Compose 1.29, on the version before: the second variant a console must live
// with.
class TestStackComposeV1 : public TestCase {
    Q_OBJECT

private:
    StackFixture m_stack;

    static QStringList words(const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); }

    int count(const char* arguments) const
    {
        const auto out = m_stack.docker(words(arguments));
        return out.ok() ? static_cast<int>(out.out.count('\n')) : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_stack.start({.compose = StackFixture::Compose::V1, .version = QStringLiteral("v1.2.2")}),
                 qPrintable(m_stack.log()));
        qInfo().noquote() << m_stack.log();
    }

    void cleanupTestCase() { QVERIFY2(m_stack.stop(), qPrintable(m_stack.log())); }

    void hostIsMadeByV1()
    {
        const auto version = m_stack.docker(words("compose version"));
        QVERIFY2(version.out.contains(" 1.29"), version.said().constData());
        QTRY_COMPARE_WITH_TIMEOUT(count("ps -q --filter health=healthy"), 11, 60'000); // one check may come late
        QCOMPARE(count("ps -q --filter label=com.docker.compose.version=1.29.2"), 11);
        QCOMPARE(count("ps -q --filter label=org.opencontainers.image.version=v1.2.2"), 8);
    }

    void stopsAndStarts()
    {
        const auto stopped = m_stack.compose(words("stop titan-execution titan-brain"));
        QVERIFY2(stopped.ok(), stopped.said().constData());
        QCOMPARE(count("ps -q"), 9);
        // Unlike v2 it goes on listing what is stopped.
        const auto ps = m_stack.compose(words("ps"));
        QVERIFY2(ps.ok() && ps.out.contains("titan-execution") && ps.out.contains("Exit 0"), ps.said().constData());
        const auto started = m_stack.compose(words("start titan-brain titan-execution"));
        QVERIFY2(started.ok(), started.said().constData());
        QCOMPARE(count("ps -q"), 11);
    }

    // What a program has to know of this variant: usage instead of JSON, with exit code 0; and a service that is not
    // there.
    void answersOfAnotherAge()
    {
        const auto json = m_stack.compose(words("ps --format json"));
        QCOMPARE(json.exitCode, 0);
        QVERIFY2(json.err.contains("Usage: ps [options]"), json.said().constData());
        const auto unknown = m_stack.compose(words("stop titan-scavenger"));
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("No such service: titan-scavenger"), unknown.said().constData());
    }
};

QTEST_GUILESS_MAIN(TestStackComposeV1)
#include "tst_stack_compose_v1.moc"

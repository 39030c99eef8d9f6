#include "domain/services/unknown_name.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

const QString brain = QStringLiteral("titan-brain");
const QString grafana = QStringLiteral("grafana");

Runbook runbook()
{
    Runbook made;
    made.services = {{brain, ServiceRole::Core, brain, brain, true},
                     {QStringLiteral("titan-execution"), ServiceRole::Core, {}, {}, true}};
    made.healthEndpoints = {{brain, QStringLiteral("http://localhost:3100/health"), {}, {}}};
    return made;
}

Environment environment(const QMap<QString, QString>& hosts, const QMap<QString, QString>& urls)
{
    Environment made;
    for (const char* name : {"titan-1", "titan-2"}) {
        HostConfig host;
        host.name = QString::fromLatin1(name);
        made.hosts.push_back(host);
    }
    made.serviceHosts = hosts;
    made.healthUrls = urls;
    return made;
}

} // namespace

class TestUnknownName final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void whatTheRunbookKnowsIsNoNews()
    {
        QVERIFY(unknownNames({}, runbook()).empty());
        QVERIFY(unknownNames(environment({{brain, QStringLiteral("titan-2")}}, {{brain, QStringLiteral("http://a")}}),
                             runbook())
                    .empty());
    }

    void aMisspeltServiceIsNamedWithTheNearestOne_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("nearest");
        QTest::addColumn<QString>("nearestHost");
        QTest::newRow("letters changed") << QStringLiteral("titan-brian") << brain << QStringLiteral("titan-1");
        QTest::newRow("nothing like it") << grafana << QString() << QString();
        QTest::newRow("<b>%1") << QStringLiteral("<b>%1") << QString() << QString();
    }
    void aMisspeltServiceIsNamedWithTheNearestOne()
    {
        QFETCH(QString, name);
        QFETCH(QString, nearest);
        QFETCH(QString, nearestHost);
        const auto unknown = unknownNames(environment({{name, QStringLiteral("titan-2")}}, {}), runbook());
        QCOMPARE(unknown.size(), size_t(1));
        QVERIFY((unknown.front() == UnknownName{NameUse::Host, name, QStringLiteral("titan-2"), nearest, nearestHost}));
    }

    // The one that was meant may stand on a host of its own all the same.
    void whereTheNearestOneIsLookedForIsSaid()
    {
        const auto unknown = unknownNames(
            environment(
                {{QStringLiteral("titan-brian"), QStringLiteral("titan-1")}, {brain, QStringLiteral("titan-2")}}, {}),
            runbook());
        QCOMPARE(unknown.size(), size_t(1));
        QCOMPARE(unknown.front().nearestHost, QStringLiteral("titan-2"));
    }

    // A service without a health check has no use for a URL, whether the runbook knows it or not.
    void aUrlThatNobodyAsks()
    {
        const auto unknown =
            unknownNames(environment({{grafana, QStringLiteral("titan-1")}},
                                     {{QStringLiteral("titan-brian"), QStringLiteral("http://a/health")},
                                      {QStringLiteral("titan-execution"), QStringLiteral("http://b/health")}}),
                         runbook());
        QCOMPARE(unknown.size(), size_t(3));
        QCOMPARE(unknown.at(0).use, NameUse::Host);
        QVERIFY((unknown.at(1) ==
                 UnknownName{
                     NameUse::HealthUrl, QStringLiteral("titan-brian"), QStringLiteral("http://a/health"), brain, {}}));
        QCOMPARE(unknown.at(2).use, NameUse::HealthUrl);
        QCOMPARE(unknown.at(2).name, QStringLiteral("titan-execution"));
    }
};

QTEST_GUILESS_MAIN(TestUnknownName)
#include "tst_unknown_name.moc"

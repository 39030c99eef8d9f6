#include "infra/posix/file_name.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ops;

// What a file is called, from the bytes of the command line to those of a system call.
class TestFileName final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void noByteIsLost_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* what, const QByteArray& bytes, const QString& shown) {
            QTest::newRow(what) << bytes << shown;
        };
        row("nothing", {}, {});
        row("plain", "a.log", QStringLiteral("a.log"));
        row("UTF-8", "n\xc3\xa4me \xf0\x9f\x98\x80.log", QString::fromUtf8("n\xc3\xa4me \xf0\x9f\x98\x80.log"));
        row("Latin-1", "bad\xff.log", QStringLiteral("bad\\xFF.log"));
        row("one of each", "\xe4\xc3\xa4", QString::fromUtf8("\\xE4\xc3\xa4"));
        row("half a character", "a\xf0\x9f\x98", QStringLiteral("a\\xF0\\x9F\\x98"));
        row("a surrogate, which UTF-8 has none of", "\xed\xb2\x80", QStringLiteral("\\xED\\xB2\\x80"));
        row("behind one of two surrogates", "\xf0\x9f\x98\x80\x80", QString::fromUtf8("\xf0\x9f\x98\x80\\x80"));
    }
    void noByteIsLost()
    {
        QFETCH(QByteArray, bytes);
        const QString name = infra::fileNameFromBytes(bytes);
        QCOMPARE(infra::fileNameBytes(name), bytes);
        QTEST(infra::shownFileName(name), "shown");
    }

    void anyBytes()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes(random.bounded(12), '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random.bounded(1, 256));
            QCOMPARE(infra::fileNameBytes(infra::fileNameFromBytes(bytes)), bytes);
        }
    }
};

QTEST_GUILESS_MAIN(TestFileName)
#include "tst_file_name.moc"

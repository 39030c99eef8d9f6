#include "domain/log/log_text.h"
#include "naive_log.h"
#include "support/test_case.h"

#include <QStringDecoder>
#include <QTest>

using namespace ops;
using domain::shownLogText;

class TestLogText final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G7
    void shown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const QByteArray& bytes, const QString& text) {
            QTest::newRow(name) << bytes << text;
        };
        row("empty", {}, {});
        row("plain", "a <b>bold</b> & %1 {0}", QStringLiteral("a <b>bold</b> & %1 {0}"));
        row("umlaut", "r\xc3\xa9sum\xc3\xa9", QStringLiteral("r\u00e9sum\u00e9"));
        row("emoji", "\xf0\x9f\x9b\x91", QStringLiteral("\U0001F6D1"));
        row("NUL", QByteArray("a\0b", 3), QStringLiteral("a\u2400b"));
        row("bell, delete", "\a\x7f", QStringLiteral("\u2407\u2421"));
        row("lone CR", "10%\r20%", QStringLiteral("10%\u240d20%"));
        row("tab", "a\tb", QStringLiteral("a    b"));
        row("colour", "\x1b[1;31mred\x1b[0m", QStringLiteral("red"));
        row("clear screen", "\x1b[2Jx", QStringLiteral("x"));
        row("window title", "\x1b]0;evil\ax", QStringLiteral("x"));
        row("escape that does not end", "\x1b[12", QStringLiteral("\u241b[12"));
        row("escape at the end", "x\x1b", QStringLiteral("x\u241b"));
        row("C1",
            "\xc2\x9b"
            "31m",
            QStringLiteral("\ufffd31m"));
        row("right to left override",
            "abc\xe2\x80\xae"
            "def",
            QStringLiteral("abc[U+202e]def"));
        row("isolate", "\xe2\x81\xa6", QStringLiteral("[U+2066]"));
        row("line separator",
            "a\xe2\x80\xa8"
            "b",
            QStringLiteral("a\u2424b"));
        row("not UTF-8",
            "\xff"
            "a\xc3"
            "b\xe2\x82",
            QStringLiteral("\ufffda\ufffdb\ufffd\ufffd"));
        row("overlong", "\xc0\xaf\xe0\x80\xaf", QStringLiteral("\ufffd\ufffd\ufffd\ufffd\ufffd"));
        row("surrogate", "\xed\xa0\x80", QStringLiteral("\ufffd\ufffd\ufffd"));
        row("beyond Unicode", "\xf4\x90\x80\x80", QStringLiteral("\ufffd\ufffd\ufffd\ufffd"));
    }
    void shown()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(shownLogText({bytes.constData(), static_cast<size_t>(bytes.size())}), text);
    }

    void aLongLineIsCutBetweenCharacters()
    {
        QCOMPARE(shownLogText("abcdef", 6), QStringLiteral("abcdef"));
        QCOMPARE(shownLogText("abcdef", 3), QStringLiteral("abc\u2026"));
        QCOMPARE(shownLogText("ab\xf0\x9f\x9b\x91", 5), QStringLiteral("ab\u2026"));
        QCOMPARE(shownLogText("", 0), QString());
        QCOMPARE(shownLogText(std::string(5 * 1024 * 1024, 'x')).size(), 4097);
    }

    // Text without anything to hide is what Qt makes of it, and no bytes whatever bring a control character through.
    void anyBytes()
    {
        QRandomGenerator random(31);
        for (int i = 0; i < 3000; ++i) {
            const std::string bytes = test::randomBytes(random, random.bounded(60));
            const QString text = shownLogText(bytes);
            for (const QChar c : text)
                QVERIFY(c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() >= 0xa0));
            QString words;
            for (int n = random.bounded(20); n > 0; --n)
                words += QString::fromUcs4(std::array{static_cast<char32_t>(random.bounded(0x4e00, 0x9fff))}.data(), 1);
            const QByteArray utf8 = words.toUtf8();
            QCOMPARE(shownLogText({utf8.constData(), static_cast<size_t>(utf8.size())}), words);
        }
    }
};

QTEST_GUILESS_MAIN(TestLogText)
#include "tst_log_text.moc"

#include "domain/host/ansi.h"
#include "domain/host/output_tail.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ops::domain;

// What commands print, in bounded memory and without what only a terminal understands.
// rule: G7
class TestOutputText : public ops::test::TestCase {
    Q_OBJECT

private:
    static QByteArray strip(const QByteArray& bytes)
    {
        AnsiStripper stripper;
        QByteArray out = stripper.feed(bytes);
        return out + stripper.finish();
    }

    // The same said differently: what is a whole sequence goes, of anything else only the ESC.
    static QByteArray reference(const QByteArray& bytes)
    {
        static const QRegularExpression pattern(QStringLiteral("\x1b(?:\\[[\\x20-\\x3f]{0,63}[\\x40-\\x7e]"
                                                               "|[\\]PX^_][^\\n\\x07\\x1b]{0,4095}(?:\\x07|\\x1b\\\\)"
                                                               "|[\\x20-\\x2f]{1,64}[\\x30-\\x7e]"
                                                               "|(?![\\[\\]PX^_])[\\x30-\\x7e])?"));
        QString text = QString::fromLatin1(bytes);
        return text.remove(pattern).toLatin1();
    }

private Q_SLOTS:
    void sequencesGoAndTextStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const QByteArray& bytes, const QByteArray& text) {
            QTest::newRow(name) << bytes << text;
        };
        row("plain", "a\tb\r\nc", "a\tb\r\nc");
        row("colours", "\x1b[32mINFO\x1b[0m ok", "INFO ok");
        row("compose's erase line", "\x1b[2Ktitan-brain  | up\n", "titan-brain  | up\n");
        row("many parameters", "\x1b[38;2;255;0;10;1mx", "x");
        row("private mode", "\x1b[?25l\x1b[?25hx", "x");
        row("title, BEL", "\x1b]0;title\ax", "x");
        row("link, ST", "\x1b]8;;https://x\x1b\\here\x1b]8;;\x1b\\", "here");
        row("DCS", "\x1bPq#0\x1b\\x", "x");
        row("charset", "\x1b(Bx", "x");
        row("two bytes",
            "\x1b=\x1b>\x1b"
            "7x\x1b"
            "8",
            "x");
        row("UTF-8", "\x1b[1mé😀\x1b[m", "é😀");
        row("binary", QByteArray("\0\xff\x1b[m\x9b", 6), QByteArray("\0\xff\x9b", 3));
        row("CSI cut by a line's end", "\x1b[31\nnext", "[31\nnext");
        row("CSI cut by UTF-8", "\x1b[3é", "[3é");
        row("a string that never ends", "\x1b]0;hidden\nshown\n", "]0;hidden\nshown\n");
        row("a string cut by a sequence", "\x1b]0;hidden\x1b[1mx", "]0;hiddenx");
        row("a CSI too long to be one", "\x1b[" + QByteArray(100, '1') + "mx", '[' + QByteArray(100, '1') + "mx");
        row("a string too long to be one", "\x1b]" + QByteArray(5000, 'y') + "\ax",
            ']' + QByteArray(5000, 'y') + "\ax");
        row("ESC ESC", "\x1b\x1b[1mx", "x");
        row("ESC at the end", "x\x1b", "x");
        row("CSI at the end", "x\x1b[3", "x[3");
    }
    void sequencesGoAndTextStays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QCOMPARE(strip(bytes), text);
        QCOMPARE(reference(bytes), text);
    }

    void anySplitGivesTheSame()
    {
        QRandomGenerator random(7);
        const QByteArrayList pieces{"\x1b",
                                    "[",
                                    "]",
                                    "0;",
                                    "m",
                                    "\a",
                                    "\\",
                                    "\n",
                                    "P",
                                    "(",
                                    "B",
                                    "é",
                                    "text ",
                                    "\x1b[2K",
                                    "\x1b]8;;u\x1b\\",
                                    QByteArray("\0", 1),
                                    "\xf0\x9f\x98\x80",
                                    "\x7f",
                                    "?25"};
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes;
            for (int piece = random.bounded(30); piece > 0; --piece)
                bytes += pieces.at(random.bounded(int(pieces.size())));
            const QByteArray expected = reference(bytes);
            AnsiStripper stripper;
            QByteArray out;
            for (qsizetype from = 0; from < bytes.size();) {
                const qsizetype length = random.bounded(1, 6);
                out += stripper.feed(bytes.mid(from, length));
                from += length;
            }
            out += stripper.finish();
            QVERIFY2(out == expected, bytes.toHex().constData());
            QVERIFY(!out.contains('\x1b'));
        }
    }

    void theTailKeepsBothEnds()
    {
        OutputTail tail(4, 6);
        tail.append("abc");
        QCOMPARE(tail.whole(), QByteArray("abc"));
        QVERIFY(tail.complete());
        tail.append("defghij");
        QCOMPARE(tail.whole(), QByteArray("abcdefghij"));
        QVERIFY(tail.complete());
        QCOMPARE(tail.headText(), QStringLiteral("abcdefghij"));
        QCOMPARE(tail.tailText(), QString());
        tail.append("kl");
        QVERIFY(!tail.complete());
        QCOMPARE(tail.dropped(), 2);
        QCOMPARE(tail.total(), 12);
        QCOMPARE(tail.head(), QByteArray("abcd"));
        QCOMPARE(tail.tail(), QByteArray("ghijkl"));
        QCOMPARE(tail.headText(), QStringLiteral("abcd"));
        QCOMPARE(tail.tailText(), QStringLiteral("ghijkl"));
    }

    void theTailIsAsTheNaiveOne()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 500; ++round) {
            const qsizetype headBytes = random.bounded(20);
            const qsizetype tailBytes = random.bounded(1, 20);
            OutputTail tail(headBytes, tailBytes);
            QByteArray all;
            for (int piece = 0; piece < 12; ++piece) {
                QByteArray bytes;
                for (int length = random.bounded(15); length > 0; --length)
                    bytes += static_cast<char>(random.bounded(256));
                tail.append(bytes);
                all += bytes;
                QCOMPARE(tail.head(), all.left(headBytes));
                const QByteArray rest = all.mid(headBytes);
                QCOMPARE(tail.tail(), rest.right(tailBytes));
                QCOMPARE(tail.dropped(), rest.size() - tail.tail().size());
                QCOMPARE(tail.total(), all.size());
            }
        }
    }

    void noCharacterIsCutInTwo()
    {
        const QString text = QStringLiteral("aé€😀").repeated(20);
        const QByteArray bytes = text.toUtf8();
        for (qsizetype headBytes = 0; headBytes < 12; ++headBytes)
            for (qsizetype tailBytes = 1; tailBytes < 12; ++tailBytes) {
                OutputTail tail(headBytes, tailBytes);
                tail.append(bytes);
                QVERIFY(!tail.headText().contains(QChar::ReplacementCharacter));
                QVERIFY(!tail.tailText().contains(QChar::ReplacementCharacter));
                QVERIFY(text.startsWith(tail.headText()));
                QVERIFY(text.endsWith(tail.tailText()));
                QVERIFY(headBytes - tail.headText().toUtf8().size() < 4);
                QVERIFY(tailBytes - tail.tailText().toUtf8().size() < 4);
            }
        OutputTail whole(2, 100); // a character across the seam, and nothing dropped
        whole.append("a€b");
        QCOMPARE(whole.headText(), QStringLiteral("a€b"));
    }

    void aHundredMegabytesStayBounded()
    {
        OutputTail tail;
        const QByteArray piece(1024 * 1024, 'x');
        for (int i = 0; i < 100; ++i)
            tail.append(piece);
        tail.append("end");
        QCOMPARE(tail.total(), 100 * 1024 * 1024 + 3);
        QVERIFY(tail.whole().size() <= 64 * 1024);
        QVERIFY(tail.tail().endsWith("end"));
    }
};

QTEST_GUILESS_MAIN(TestOutputText)
#include "tst_output_text.moc"

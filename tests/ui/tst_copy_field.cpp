#include "support/test_case.h"
#include "ui/common/copy_field.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ops::ui;

namespace {

constexpr QLatin1String line(R"(docker exec titan-nats nats pub titan.cmd.sys.halt '{"state":"HARD_HALT"}')");

} // namespace

class TestCopyField final : public ops::test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        CopyField field{QStringLiteral("Command line")};
        QLineEdit* text = nullptr;
        QPushButton* copy = nullptr;
        Shown()
        {
            field.nameParts(QStringLiteral("cli"));
            field.setText(line);
            text = field.findChild<QLineEdit*>(QStringLiteral("cli.text"));
            copy = field.findChild<QPushButton*>(QStringLiteral("cli.copy"));
            field.resize(300, field.sizeHint().height());
            field.show();
            field.activateWindow();
        }
    };

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        QGuiApplication::clipboard()->setText(QStringLiteral("something else"));
    }

    void aClickCopiesTheExactText()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.field));
        const QSignalSpy copied(&shown.field, &CopyField::copied);
        QCOMPARE(shown.copy->text(), QStringLiteral("Copy"));
        QTest::mouseClick(shown.copy, Qt::LeftButton);
        QCOMPARE(copied.count(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), line);
        QCOMPARE(shown.copy->text(), QStringLiteral("Copied"));
        QTRY_COMPARE(shown.copy->text(), QStringLiteral("Copy")); // and it can be done again
    }

    void anotherTextIsNotCopiedYet()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.field));
        QTest::mouseClick(shown.copy, Qt::LeftButton);
        shown.field.setText(line); // the same again
        QCOMPARE(shown.copy->text(), QStringLiteral("Copied"));
        shown.field.setText(QStringLiteral("docker ps"));
        QCOMPARE(shown.copy->text(), QStringLiteral("Copy"));
    }

    void theKeyboardCopiesToo()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.field));
        shown.text->setFocus();
        QTest::keyClick(shown.text, Qt::Key_Tab);
        QVERIFY(shown.copy->hasFocus());
        QTest::keyClick(shown.copy, Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), line);
    }

    void aSelectionCanBeCopiedFromTheLine()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.field));
        shown.text->setFocus();
        QTest::keyClick(shown.text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(shown.text, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), line);
    }

    void nobodyCanEditIt()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.field));
        shown.text->setFocus();
        QTest::keyClicks(shown.text, QStringLiteral("rm -rf"));
        QTest::keyClick(shown.text, Qt::Key_Delete);
        QTest::keyClick(shown.text, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(shown.text->text(), line);
        QCOMPARE(shown.field.text(), line);
    }

    void whatIsCopiedIsTheBytesNotWhatTheLineShows()
    {
        Shown shown;
        const QString withNewline = QStringLiteral("{\"reason\":\"a\nb\"}");
        shown.field.setText(withNewline); // a line edit shows it in one line
        QVERIFY(QTest::qWaitForWindowActive(&shown.field));
        QTest::mouseClick(shown.copy, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), withNewline);
    }

    void itsPartsAreNamed()
    {
        const Shown shown;
        QCOMPARE(shown.text->accessibleName(), QStringLiteral("Command line"));
        QCOMPARE(shown.copy->accessibleName(), QStringLiteral("Copy: Command line"));
        QVERIFY(!shown.copy->autoDefault());       // Enter in a dialog must not mean this
        QCOMPARE(shown.text->cursorPosition(), 0); // the beginning is what is seen
    }
};

QTEST_MAIN(TestCopyField)
#include "tst_copy_field.moc"

#include "support/test_case.h"
#include "ui/widget_rig.h"
#include "ui/window/nav_rail.h"
#include "ui/window/page_stack.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace ops;
using ui::NavRail;
using ui::PageEntry;
using ui::PageStack;
using ui::RailButton;

class TestNavRail final : public test::TestCase {
    Q_OBJECT

private:
    static QVector<PageEntry> pages(int count, QStringList* made = nullptr)
    {
        QVector<PageEntry> list;
        for (int i = 1; i <= count; ++i) {
            const QString id = QStringLiteral("p%1").arg(i);
            list.append({id, QStringLiteral("Page %1").arg(i), {}, [id, made](QWidget* parent) {
                             if (made != nullptr)
                                 made->append(id);
                             return new QLineEdit(id, parent);
                         }});
        }
        return list;
    }
    struct Shown {
        QWidget window;
        QLineEdit* field = new QLineEdit(&window);
        NavRail* rail;
        explicit Shown(int count)
            : rail(new NavRail(pages(count), &window))
        {
            auto* column = new QVBoxLayout(&window);
            column->addWidget(field);
            column->addWidget(rail);
            window.resize(300, 900);
            window.show();
            window.activateWindow();
            field->setFocus();
        }
    };

private Q_SLOTS:
    void onePageIsChosen()
    {
        Shown shown(3);
        QCOMPARE(shown.rail->chosenId(), QString());
        const QSignalSpy chosen(shown.rail, &NavRail::chosen);
        QTest::mouseClick(test::part<RailButton>(*shown.rail, "rail.p2"), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.last().first().toString(), QStringLiteral("p2"));
        QCOMPARE(shown.rail->chosenId(), QStringLiteral("p2"));
        QTest::mouseClick(test::part<RailButton>(*shown.rail, "rail.p3"), Qt::LeftButton);
        QVERIFY(!test::part<RailButton>(*shown.rail, "rail.p2")->isChecked());
        QTest::mouseClick(test::part<RailButton>(*shown.rail, "rail.p3"), Qt::LeftButton);
        QCOMPARE(shown.rail->chosenId(), QStringLiteral("p3")); // never none
    }

    void choosingByName()
    {
        Shown shown(3);
        const QSignalSpy chosen(shown.rail, &NavRail::chosen);
        shown.rail->choose(QStringLiteral("p3"));
        QCOMPARE(shown.rail->chosenId(), QStringLiteral("p3"));
        QCOMPARE(chosen.count(), 1);
        shown.rail->choose(QStringLiteral("no such page"));
        QCOMPARE(shown.rail->chosenId(), QStringLiteral("p3"));
        QCOMPARE(chosen.count(), 1);
    }

    void controlAndADigitFromAnywhere()
    {
        Shown shown(10);
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        for (int i = 1; i <= 9; ++i) {
            QTest::keyClick(shown.window.windowHandle(), static_cast<Qt::Key>(Qt::Key_0 + i), Qt::ControlModifier);
            QCOMPARE(shown.rail->chosenId(), QStringLiteral("p%1").arg(i));
        }
        QTest::keyClick(shown.window.windowHandle(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(shown.rail->chosenId(), QStringLiteral("p9")); // the tenth has no key
        QVERIFY(shown.field->hasFocus());
        QCOMPARE(shown.field->text(), QString());
        QCOMPARE(test::part<RailButton>(*shown.rail, "rail.p1")->accessibleDescription(), QStringLiteral("Ctrl+1"));
        QCOMPARE(test::part<RailButton>(*shown.rail, "rail.p10")->accessibleDescription(), QString());
    }

    void theKeyboardWalksIt()
    {
        Shown shown(3);
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        auto* first = test::part<RailButton>(*shown.rail, "rail.p1");
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Space);
        QCOMPARE(shown.rail->chosenId(), QStringLiteral("p1"));
        QTest::keyClick(first, Qt::Key_Down);
        QVERIFY(test::part<RailButton>(*shown.rail, "rail.p2")->hasFocus());
    }

    void helpAndAbout()
    {
        Shown shown(1);
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        const QSignalSpy help(shown.rail, &NavRail::helpRequested);
        const QSignalSpy about(shown.rail, &NavRail::aboutRequested);
        QTest::keyClick(shown.window.windowHandle(), Qt::Key_F1);
        QCOMPARE(help.count(), 1);
        QTest::mouseClick(test::part<QToolButton>(*shown.rail, "rail.help"), Qt::LeftButton);
        QCOMPARE(help.count(), 2);
        QTest::mouseClick(test::part<QToolButton>(*shown.rail, "rail.about"), Qt::LeftButton);
        QCOMPARE(about.count(), 1);
    }

    void pagesAreBuiltWhenFirstShownAndKept()
    {
        QStringList made;
        PageStack stack(pages(3, &made));
        stack.showPage(QStringLiteral("p2"));
        QVERIFY(made.isEmpty()); // not before the window around it was painted
        stack.open();
        QCOMPARE(made, QStringList{QStringLiteral("p2")});
        QVERIFY(stack.isBuilt(QStringLiteral("p2")));
        QVERIFY(!stack.isBuilt(QStringLiteral("p1")));
        auto* page = qobject_cast<QLineEdit*>(stack.currentWidget());
        page->setText(QStringLiteral("a filter"));
        stack.showPage(QStringLiteral("p1"));
        stack.showPage(QStringLiteral("p2"));
        QCOMPARE(stack.currentWidget(), page);
        QCOMPARE(page->text(), QStringLiteral("a filter"));
        stack.showPage(QStringLiteral("no such page"));
        QCOMPARE(stack.currentWidget(), page);
        QCOMPARE(made, (QStringList{QStringLiteral("p2"), QStringLiteral("p1")}));
    }
};

QTEST_MAIN(TestNavRail)
#include "tst_nav_rail.moc"

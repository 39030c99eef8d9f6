#include "support/test_case.h"

#include <QRegularExpression>
#include <QTest>

namespace ops::test {
namespace {

QtMessageHandler testLibHandler = nullptr;

// QTest::failOnWarning looks at warnings only; a critical is at least as bad.
void promoteCriticals(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    testLibHandler(type == QtCriticalMsg ? QtWarningMsg : type, context, text);
}

} // namespace

void TestCase::init()
{
    // What the offscreen platform says about itself, and a container without XDG_RUNTIME_DIR, is no fault of ours.
    QTest::failOnWarning(QRegularExpression(
        QStringLiteral("^(?!This plugin does not support|QStandardPaths: (XDG_RUNTIME_DIR|runtime directory))")));
    const QtMessageHandler current = qInstallMessageHandler(promoteCriticals);
    if (current != promoteCriticals)
        testLibHandler = current;
}

} // namespace ops::test

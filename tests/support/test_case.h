#pragma once

#include <QObject>
#include <QTest>

// What a test waits for is there at once, or never: five seconds of Qt's are too few on a machine whose other core
// fuzzes and whose disk is written to. Where a time is promised, the test measures it.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, 20'000)
#define QTRY_VERIFY2(expr, text) QTRY_VERIFY2_WITH_TIMEOUT(expr, text, 20'000)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, 20'000)

namespace ops::test {

// Base of every test class: from the start of each test function, a Qt warning, critical or spdlog error that the test
// did not announce with QTest::ignoreMessage fails it. A class with an init() of its own calls this one first.
class TestCase : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void init();
};

} // namespace ops::test

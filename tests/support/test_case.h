#pragma once

#include <QObject>

namespace ops::test {

// Base of every test class: from the start of each test function, a Qt warning, critical or spdlog error that the test
// did not announce with QTest::ignoreMessage fails it. A class with an init() of its own calls this one first.
class TestCase : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void init();
};

} // namespace ops::test

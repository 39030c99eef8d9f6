#pragma once

#include "app/ports/log_history_port.h"

namespace ops::test {

// Loads what the test says, when it says so. Test thread.
class FakeLogHistory final : public app::LogHistoryPort {
    Q_OBJECT

public:
    void load(const QVector<app::LogContainer>& containers) override
    {
        ++loads;
        asked = containers;
    }
    void cancel() override { ++cancels; }
    void letGo() override { ++letsGo; }

    void find(qint64 rows, domain::LogTime earliest) { Q_EMIT progressed(rows, earliest); }
    void putInFront() { Q_EMIT frontChanged({}); }
    void end(const app::LogHistoryEnd& how)
    {
        if (how.rows > 0)
            putInFront();
        Q_EMIT ended(how);
    }
    void end(qint64 rows, bool anyLeft)
    {
        app::LogHistoryEnd how;
        how.rows = rows;
        how.anyLeft = anyLeft;
        end(how);
    }

    int loads = 0;
    int cancels = 0;
    int letsGo = 0;
    QVector<app::LogContainer> asked;
};

} // namespace ops::test

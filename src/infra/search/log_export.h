#pragma once

#include "app/ports/log_export_port.h"

#include <QThreadPool>

#include <atomic>

namespace ops::infra {

// Writes what a filter shows of a store, oldest first. GUI thread; owned by main. Destroying it gives up what is under
// way.
class LogExport final : public app::LogExportPort {
    Q_OBJECT

public:
    explicit LogExport(QObject* parent = nullptr);
    ~LogExport() override;

    void start(const std::shared_ptr<const domain::LogStore>& store, const app::LogExportOrder& order) override;
    void cancel() override;

private:
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the one under way; null: there is none
    QThreadPool m_pool;                             // last: its thread ends before anything else goes
};

} // namespace ops::infra

#pragma once

#include "app/ports/log_aids_port.h"
#include "app/ports/log_export_port.h"

#include <optional>

namespace ops::test {

// Remembers what it was asked; a test says what comes of it.
class FakeLogExport final : public app::LogExportPort {
    Q_OBJECT

public:
    void start(const std::shared_ptr<const domain::LogStore>& lines, const app::LogExportOrder& wanted) override
    {
        store = lines;
        order = wanted;
        ++starts;
    }
    void cancel() override { ++cancellations; }

    std::shared_ptr<const domain::LogStore> store;
    app::LogExportOrder order;
    int starts = 0;
    int cancellations = 0;
};

// In memory, and broken when a test says so.
class FakeLogAids final : public app::LogAidsPort {
public:
    base::Result<domain::LogAids> load() const override
    {
        if (loadError)
            return *loadError;
        return aids;
    }
    base::Result<domain::LogAids> change(const Change& act) override
    {
        if (lockError)
            return *lockError;
        if (loadError)
            return *loadError;
        domain::LogAids next = aids;
        if (auto refused = act(next))
            return *std::move(refused);
        ++saves;
        if (saveError)
            return *saveError;
        aids = next;
        return next;
    }

    domain::LogAids aids;
    std::optional<base::Error> loadError;
    std::optional<base::Error> lockError;
    std::optional<base::Error> saveError;
    int saves = 0;
};

} // namespace ops::test

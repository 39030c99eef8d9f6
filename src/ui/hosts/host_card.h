#pragma once

#include "domain/host/host_config.h"
#include "domain/host/host_status.h"
#include "domain/host/tool_report.h"
#include "ui/common/label.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace ops::ui {

class Mark;
class ToolList;

// One command host: where it is, whether commands reach it, and which tools it has. GUI thread.
class HostCard final : public QWidget {
    Q_OBJECT

public:
    struct Facts {
        domain::HostStatus status;
        std::vector<domain::ToolFinding> tools; // empty: nothing is known of them
        bool looking = false;
        std::optional<base::Instant> foundAt;
    };

    explicit HostCard(const domain::HostConfig& host, QWidget* parent = nullptr);
    void setFacts(const Facts& facts, const base::Instant& now);

private:
    domain::HostConfig m_host;
    Label* m_kind;
    Mark* m_mark;
    Label* m_status;
    Label* m_looked;
    ToolList* m_tools;
};

} // namespace ops::ui

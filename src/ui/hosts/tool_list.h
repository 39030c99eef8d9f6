#pragma once

#include "domain/host/host_config.h"
#include "domain/host/tool_report.h"
#include "ui/common/label.h"

#include <QWidget>

#include <array>
#include <vector>

namespace ops::ui {

class CopyField;
class Mark;

// The tools of one command host, one below the other: version, state and place, and under what is missing or too old
// which feature is off and the lines that install it. Updated in place, so that the keyboard's focus stays. GUI thread.
class ToolList final : public QWidget {
    Q_OBJECT

public:
    explicit ToolList(QWidget* parent = nullptr);

    void setTools(const domain::HostConfig& host, const std::vector<domain::ToolFinding>& tools);

private:
    struct Install {
        Label* from = nullptr;
        CopyField* line = nullptr;
    };
    struct Line {
        domain::Tool tool = domain::Tool::DockerClient;
        Mark* mark = nullptr;
        Label* name = nullptr;
        Label* version = nullptr;
        Label* state = nullptr;
        Label* place = nullptr;
        QWidget* detail = nullptr;
        Label* trouble = nullptr;
        Label* act = nullptr;
        std::array<Install, 2> installs; // as many as any tool has packages to choose from
    };

    Line makeLine(domain::Tool tool, const QString& word);
    void showDetail(const Line& line, const domain::ToolFinding& finding, const QString& host);
    static void setShown(const Line& line, bool shown);

    std::vector<Line> m_lines;
};

} // namespace ops::ui

#pragma once

#include "domain/command.h"
#include "ui/common/copy_field.h"
#include "ui/common/label.h"
#include "ui/common/mark.h"
#include "ui/common/window_context.h"

namespace ops::ui {

// What has to be known before a command is sent: who would hear it now, what exactly is sent, what it does not do, and
// where the path is dead the command line to use instead (rules H1, H8). Renders controllers; GUI thread.
class CommandFacts final : public QWidget {
    Q_OBJECT

public:
    CommandFacts(const WindowContext& context, domain::CommandKind kind, QWidget* parent = nullptr);

    // The reason that would be sent. refresh() lets ages and the time stamp move on.
    void setReason(const QString& reason);
    void refresh();

private:
    void showListeners();
    void showPath();

    WindowContext m_context;
    domain::CommandKind m_kind;
    QString m_reason;
    Mark* m_listenerMark;
    Label* m_listeners;
    Label* m_subject;
    Label* m_bytes;
    Label* m_staysOpen;
    QWidget* m_pathBox;
    Label* m_path;
    CopyField* m_commandLine;
};

} // namespace ops::ui

#include "ui/logs/log_window.h"

#include "ui/logs/log_history_row.h"
#include "ui/logs/log_pane.h"

#include <QFileInfo>
#include <QShortcut>

namespace ops::ui {
namespace {

constexpr QSize smallestWindow{1024, 640};
constexpr QSize firstSize{1440, 900};

} // namespace

LogWindow::LogWindow(app::LogViewController& controller, const LogTools& tools, const QStringList& paths)
{
    setObjectName(QStringLiteral("logWindow"));
    QStringList names;
    QStringList shown;
    for (const QString& path : paths) {
        const bool standardInput = path == QLatin1String("-");
        names << (standardInput ? tr("standard input") : QFileInfo(path).fileName());
        shown << (standardInput ? tr("standard input") : path);
    }
    const QString title = names.size() > 1
                              ? tr("%1 and %n more", nullptr, static_cast<int>(names.size()) - 1).arg(names.first())
                              : names.value(0);
    setWindowTitle(tr("%1 — Logs — Titan Ops Console").arg(title));
    setMinimumSize(smallestWindow);
    resize(firstSize);
    auto* pane = new LogPane(controller, shown.join(QStringLiteral(", ")), this);
    pane->setTools(tools);
    setCentralWidget(pane);
    new LogHistoryRow(pane->table(), pane->lines(),
                      paths.contains(QStringLiteral("-"))
                          ? tr("standard input cannot be read a second time")
                          : tr("to see them, raise memoryMb in preferences.ini and open it again"));
    auto* help = new QShortcut(QKeySequence(QKeySequence::HelpContents), this);
    connect(help, &QShortcut::activated, this, &LogWindow::helpRequested);
}

} // namespace ops::ui

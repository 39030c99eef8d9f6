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
    : m_standardInput(paths.contains(QStringLiteral("-")))
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
    // Of several, lines stand by their times; of one, as it has them.
    if (paths.size() == 1)
        pane->setInOrderOfArrival();
    m_front =
        new LogHistoryRow(pane->table(), pane->lines(),
                          m_standardInput ? tr("standard input cannot be read a second time")
                                          : tr("to see them, raise memoryMb in preferences.ini and open it again"));
    auto* help = new QShortcut(QKeySequence(QKeySequence::HelpContents), this);
    connect(help, &QShortcut::activated, this, &LogWindow::helpRequested);
}

void LogWindow::sayPipe()
{
    if (!m_standardInput) // which has words of its own
        m_front->setWhyForGood(tr("a pipe is read only once: nothing can load them again"));
}

} // namespace ops::ui

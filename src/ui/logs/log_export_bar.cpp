#include "ui/logs/log_export_bar.h"

#include "base/clock.h"
#include "ui/common/describe.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_words.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>

namespace ops::ui {

using app::LogExportController;
using Phase = app::LogExportController::Phase;

LogExportBar::LogExportBar(LogExportController& controller, const base::Clock* clock, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_clock(clock)
    , m_text(wrappingLabel({}, Type::Body, Tone::Normal, this))
    , m_progress(new QProgressBar(this))
    , m_end(new QPushButton(this))
{
    setObjectName(QStringLiteral("logExportBar"));
    m_text->setObjectName(QStringLiteral("logExportText"));
    m_progress->setObjectName(QStringLiteral("logExportProgress"));
    m_progress->setAccessibleName(tr("How much of the export is written"));
    m_progress->setMaximumWidth(rowHeight() * 6);
    m_end->setObjectName(QStringLiteral("logExportEnd"));
    m_end->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_end);
    connect(m_end, &QPushButton::clicked, this, [this] {
        if (m_controller.phase() == Phase::Running)
            m_controller.cancel();
        else
            m_controller.dismiss();
    });
    connect(&m_controller, &LogExportController::changed, this, &LogExportBar::showState);
    showState();
}

void LogExportBar::ask(LogExportController::What what)
{
    auto* dialog = new QFileDialog(this, what == LogExportController::What::Shown ? tr("Export the lines shown")
                                                                                  : tr("Export all lines"));
    dialog->setObjectName(QStringLiteral("logExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // A file that is there is never replaced, so there is nothing to ask; Qt's question would also hold up this thread.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    // It chooses a name and changes nothing: its menus and what they delete would hold up this thread too.
    dialog->setOption(QFileDialog::ReadOnly);
    const QList<QAbstractItemView*> views = dialog->findChildren<QAbstractItemView*>();
    for (QAbstractItemView* view : views)
        view->setContextMenuPolicy(Qt::NoContextMenu);
    // Qt's own texts are not translated here.
    dialog->setLabelText(QFileDialog::LookIn, tr("Folder:"));
    dialog->setLabelText(QFileDialog::FileName, tr("File name:"));
    dialog->setLabelText(QFileDialog::FileType, tr("Format:"));
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    dialog->setLabelText(QFileDialog::Reject, tr("Cancel"));
    const QString raw = tr("Lines as they came (*.log)");
    const QString text = tr("Text with time, level and service (*.txt)");
    dialog->setNameFilters({raw, text});
    dialog->setDefaultSuffix(QStringLiteral("log"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, text](const QString& chosen) {
        dialog->setDefaultSuffix(chosen == text ? QStringLiteral("txt") : QStringLiteral("log"));
    });
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    dialog->setDirectory(QDir(documents).exists() ? documents : QDir::homePath());
    QString name = QStringLiteral("titan-logs");
    if (m_clock != nullptr)
        name += QDateTime::fromMSecsSinceEpoch(m_clock->now().utcMs, Qt::UTC)
                    .toString(QStringLiteral("-yyyyMMdd'T'HHmmss'Z'"));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, what, text](const QString& path) {
        const auto as = dialog->selectedNameFilter() == text ? domain::LogLineAs::Text : domain::LogLineAs::Raw;
        m_controller.start(what, as, path, logMarkerText);
    });
    dialog->open();
}

void LogExportBar::showState()
{
    const Phase phase = m_controller.phase();
    m_progress->setVisible(phase == Phase::Running);
    m_progress->setValue(m_controller.percent());
    m_end->setText(phase == Phase::Running ? tr("Cancel") : tr("Close"));
    m_end->setAccessibleName(phase == Phase::Running ? tr("Cancel the export") : tr("Close the note about the export"));
    showText();
    setVisible(phase != Phase::Idle);
}

void LogExportBar::showText()
{
    const QString filterBefore =
        m_controller.isOfFilterBefore()
            ? QLatin1Char(' ') + tr("These are the lines shown, those of the filter before: what is typed cannot be "
                                    "understood.")
            : QString();
    switch (m_controller.phase()) {
    case Phase::Idle:
        return;
    case Phase::Running:
        m_text->setTone(Tone::Normal);
        m_text->setText(tr("Exporting to %1…").arg(m_controller.path()) + filterBefore);
        return;
    case Phase::Failed:
        m_text->setTone(Tone::Halt);
        m_text->setText(tr("Nothing was exported. %1").arg(describeWithAct(m_controller.error())));
        return;
    case Phase::Done:
        break;
    }
    const app::LogExported& done = m_controller.exported();
    QString text = tr("%Ln lines (%1) are in %2", nullptr, static_cast<int>(done.lines))
                       .arg(locale().formattedDataSize(done.bytes), done.path);
    if (done.gone > 0)
        text += QStringLiteral(". ") +
                tr("%Ln lines went while it was written, to make room for newer ones; the file says where.", nullptr,
                   static_cast<int>(done.gone));
    if (!filterBefore.isEmpty())
        text += (done.gone > 0 ? QString() : QStringLiteral(".")) + filterBefore;
    m_text->setTone(Tone::Normal);
    m_text->setText(text);
}

} // namespace ops::ui

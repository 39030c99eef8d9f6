#include "ui/help/help_dialog.h"

#include "ui/common/dialog_head.h"
#include "ui/common/environment_band.h"
#include "ui/common/tokens.h"

#include <QFile>
#include <QLocale>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace ops::ui {
namespace {

constexpr QSize dialogSize{760, 620};

// The page in the interface's language where there is one, else in English.
QString readPage(const QString& name, const QString& language)
{
    for (const QString& path :
         {QStringLiteral(":/ops/help/%1_%2.md").arg(name, language), QStringLiteral(":/ops/help/%1.md").arg(name)}) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            return QString::fromUtf8(file.readAll());
    }
    return {};
}

} // namespace

HelpDialog::HelpDialog(const std::optional<domain::Environment>& environment, QWidget* parent)
    : OpsDialog(parent)
    , m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("helpDialog"));
    setWindowTitle(environment ? tr("Help, %1 — Titan Ops Console").arg(environmentText(*environment))
                               : tr("Help — Titan Ops Console"));
    m_tabs->setObjectName(QStringLiteral("helpTabs"));
    m_tabs->setDocumentMode(true);
    addPage(tr("How to"), QStringLiteral("help"));
    addPage(tr("Safety rules"), QStringLiteral("safety-rules"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::m);
    // The commands that are explained here go to this environment (rule G4).
    if (environment)
        column->addWidget(new DialogHead(*environment, tr("Help"), this));
    column->addWidget(m_tabs);
    resize(dialogSize);
}

void HelpDialog::addPage(const QString& title, const QString& resource)
{
    auto* browser = new QTextBrowser(m_tabs);
    browser->setObjectName(QStringLiteral("help.") + resource);
    browser->setAccessibleName(title);
    browser->setOpenLinks(false);
    browser->setFrameShape(QFrame::NoFrame);
    browser->document()->setDocumentMargin(space::l);
    browser->setMarkdown(readPage(resource, tr("en", "the code of the language that these texts are in")));
    m_tabs->addTab(browser, title);
}

} // namespace ops::ui

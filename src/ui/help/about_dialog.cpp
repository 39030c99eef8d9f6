#include "ui/help/about_dialog.h"

#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>

namespace ops::ui {
namespace {

constexpr int dialogWidth = 620;

} // namespace

AboutDialog::AboutDialog(const Facts& facts, QWidget* parent)
    : OpsDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About — Titan Ops Console"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(new Label(tr("Titan Ops Console"), Type::Title, Tone::Normal, this));
    column->addWidget(wrappingLabel(tr("The Titan operations runbook, executable and proven. It sends what the runbook "
                                       "sends and shows what it can prove, never more."),
                                    Type::Body, Tone::Muted, this));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(1, 1);
    QStringList lines;
    for (int row = 0; row < facts.size(); ++row) {
        const auto& [name, value] = facts.at(row);
        grid->addWidget(new Label(name, Type::Body, Tone::Muted, this), row, 0, Qt::AlignTop);
        auto* text = wrappingLabel(value, Type::Body, Tone::Normal, this);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(text, row, 1);
        lines << name + QStringLiteral(": ") + value;
    }
    column->addLayout(grid);
    auto* acts = new QHBoxLayout;
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("aboutCopy"));
    copy->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("aboutClose"));
    close->setAutoDefault(false);
    acts->addWidget(copy);
    acts->addStretch(1);
    acts->addWidget(close);
    column->addSpacing(space::s);
    column->addLayout(acts);
    fit(dialogWidth);
    connect(copy, &QPushButton::clicked, this,
            [lines] { QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n'))); });
    connect(close, &QPushButton::clicked, this, &AboutDialog::reject);
}

} // namespace ops::ui

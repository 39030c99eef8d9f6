#include "ui/services/service_detail.h"

#include "ui/common/copy_field.h"
#include "ui/common/elided_label.h"
#include "ui/common/tokens.h"
#include "ui/services/level_list.h"
#include "ui/services/service_acts.h"
#include "ui/services/service_log.h"
#include "ui/services/service_text.h"

#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace ops::ui {
namespace {

// It scrolls up and down only, and so is never narrower than what it holds.
class ColumnArea final : public QScrollArea {
public:
    using QScrollArea::QScrollArea;
    QSize minimumSizeHint() const override
    {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
                QScrollArea::minimumSizeHint().height()};
    }
};

// A column that scrolls when the pane is low, on the pane's own ground.
QScrollArea* scrollColumn(QWidget* box, QWidget* parent)
{
    auto* area = new ColumnArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setBackgroundRole(QPalette::Base);
    box->setBackgroundRole(QPalette::Base);
    area->setWidget(box);
    return area;
}

} // namespace

ServiceDetail::ServiceDetail(const WindowContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_content(new QWidget(this))
    , m_empty(wrappingLabel(tr("Choose a service to see its levels, its log and what can be done."), Type::Body,
                            Tone::Muted, this))
    , m_log(new ServiceLog(context, m_content))
{
    setObjectName(QStringLiteral("serviceDetail"));
    m_empty->setAlignment(Qt::AlignCenter);
    auto* columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::xl);
    columns->addWidget(makeState(m_content), 10);
    columns->addWidget(m_log, 10);
    columns->addWidget(makeActs(m_content), 9);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->addWidget(m_empty, 1);
    column->addWidget(m_content, 1);
    m_content->hide();
    connect(&m_context.services, &app::ServicesController::rowsChanged, this, &ServiceDetail::refresh);
}

QWidget* ServiceDetail::makeState(QWidget* parent)
{
    auto* box = new QWidget;
    m_title = new Label({}, Type::Title, Tone::Normal, box);
    m_title->setObjectName(QStringLiteral("serviceTitle"));
    m_about = new ElidedLabel(Type::Body, Tone::Muted, box);
    m_levels = new LevelList(box);
    m_troubles = wrappingLabel({}, Type::Strong, Tone::Halt, box);
    m_troubles->setObjectName(QStringLiteral("serviceTroubles"));
    m_image = wrappingLabel({}, Type::Caption, Tone::Muted, box);
    m_image->setObjectName(QStringLiteral("serviceImage"));
    m_image->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_troubles);
    column->addWidget(m_levels);
    column->addWidget(m_image);
    column->addStretch(1);
    return scrollColumn(box, parent);
}

QWidget* ServiceDetail::makeActs(QWidget* parent)
{
    auto* box = new QWidget;
    m_acts = new ServiceActs(m_context, box);
    connect(m_acts, &ServiceActs::requested, this, &ServiceDetail::actRequested);
    m_commands = new QVBoxLayout;
    m_commands->setSpacing(space::xs);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_acts);
    column->addWidget(new Label(tr("The runbook's lines about it, to copy"), Type::CaptionStrong, Tone::Muted, box));
    column->addLayout(m_commands);
    column->addStretch(1);
    return scrollColumn(box, parent);
}

void ServiceDetail::setKey(const QString& key)
{
    m_key = key;
    refresh();
}

void ServiceDetail::refresh()
{
    const domain::ServiceRow* row = m_context.services.row(m_key);
    m_content->setVisible(row != nullptr);
    m_empty->setVisible(row == nullptr);
    if (row == nullptr)
        return;
    const base::Instant now = m_context.now();
    m_title->setText(row->name);
    QStringList about{serviceRoleText(*row)};
    if (!row->host.isEmpty())
        about << row->host;
    if (row->container && !row->container->project.isEmpty())
        about << QStringLiteral("compose %1/%2").arg(row->container->project, row->container->service);
    m_about->setText(about.join(QStringLiteral(" · ")));
    m_levels->setRow(*row, m_context.services.history(m_key), now);
    QStringList troubles;
    for (const domain::ServiceTrouble trouble : row->troubles)
        troubles << describe(*row, trouble, now);
    m_troubles->setText(troubles.join(QLatin1Char('\n')));
    m_troubles->setVisible(!troubles.isEmpty());
    m_image->setText(imageText(*row));
    m_image->setVisible(row->container.has_value());
    m_log->setRow(*row);
    m_acts->setKey(m_key);
    showCommands(*row);
}

QString ServiceDetail::imageText(const domain::ServiceRow& row) const
{
    if (!row.container)
        return {};
    const domain::Container& container = *row.container;
    QStringList lines{tr("Image %1, content %2").arg(container.image, container.shortDigest())};
    lines << (container.ports.isEmpty() ? tr("No ports")
                                        : tr("Ports %1").arg(container.ports.join(QStringLiteral(", "))));
    lines << tr("Container %1 (%2)").arg(container.name, container.id.left(12));
    return lines.join(QLatin1Char('\n'));
}

void ServiceDetail::showCommands(const domain::ServiceRow& row)
{
    if (m_commandsFor == row.key)
        return;
    m_commandsFor = row.key;
    while (QLayoutItem* item = m_commands->takeAt(0)) {
        if (QWidget* widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    const auto& services = m_context.session.runbook.services;
    const auto service = std::find_if(services.begin(), services.end(), [&row](const domain::RunbookService& known) {
        return row.inRunbook && known.name == row.name;
    });
    QWidget* box = m_acts->parentWidget();
    if (service == services.end()) {
        m_commands->addWidget(wrappingLabel(tr("The runbook says nothing about it."), Type::Body, Tone::Muted, box));
        return;
    }
    int number = 0;
    for (const domain::ServiceCommand& command : domain::serviceCommands(m_context.session.runbook, *service)) {
        auto* field = new CopyField(commandKindText(command.kind), box);
        field->nameParts(QStringLiteral("serviceCommand%1").arg(number++));
        field->setText(command.line);
        m_commands->addWidget(new Label(commandKindText(command.kind), Type::Caption, Tone::Muted, box));
        m_commands->addWidget(field);
    }
}

void ServiceDetail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(tokens(palette()).border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace ops::ui

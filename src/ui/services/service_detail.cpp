#include "ui/services/service_detail.h"

#include "ui/common/copy_field.h"
#include "ui/common/elided_label.h"
#include "ui/common/tokens.h"
#include "ui/services/level_list.h"
#include "ui/services/service_acts.h"
#include "ui/services/service_log.h"
#include "ui/services/service_text.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOption>

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

protected:
    // What is around it is not told by itself that its content needs another width now.
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
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
{
    setObjectName(QStringLiteral("serviceDetail"));
    m_empty->setAlignment(Qt::AlignCenter);
    auto* columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::xl);
    columns->addWidget(makeState(m_content), 10);
    columns->addWidget(makeLog(m_content), 10);
    columns->addWidget(makeActs(m_content), 9);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->addWidget(m_empty, 1);
    column->addWidget(m_content, 1);
    m_content->hide();
    connect(&m_context.services, &app::ServicesController::rowsChanged, this, &ServiceDetail::refresh);
    connect(qApp, &QApplication::focusChanged, this, qOverload<>(&QWidget::update)); // the frame moves
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
    m_state = scrollColumn(box, parent);
    m_state->setObjectName(QStringLiteral("serviceState"));
    m_state->setAccessibleName(tr("State of the service"));
    // Nothing in it takes the focus, so that the column does while there is something to scroll: the arrows do it.
    QScrollArea* area = m_state;
    connect(area->verticalScrollBar(), &QScrollBar::rangeChanged, area,
            [area](int, int last) { area->setFocusPolicy(last > 0 ? Qt::StrongFocus : Qt::NoFocus); });
    return m_state;
}

QWidget* ServiceDetail::makeLog(QWidget* parent)
{
    m_log = new ServiceLog(m_context, parent);
    return m_log;
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
    const auto& services = m_context.session.runbook.services;
    const auto service = std::find_if(services.begin(), services.end(), [&row](const domain::RunbookService& known) {
        return row.inRunbook && known.name == row.name;
    });
    std::vector<domain::ServiceCommand> commands;
    if (service != services.end())
        commands = domain::serviceCommands(m_context.session.runbook, *service);
    std::vector<bool> reaching;
    reaching.reserve(commands.size());
    for (const domain::ServiceCommand& command : commands)
        reaching.push_back(domain::reachesContainer(command, row));
    if (m_commandsFor == row.key && m_commandsReach == reaching)
        return;
    m_commandsFor = row.key;
    m_commandsReach = reaching;
    while (QLayoutItem* item = m_commands->takeAt(0)) {
        if (QWidget* widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    QWidget* box = m_acts->parentWidget();
    if (service == services.end()) {
        m_commands->addWidget(wrappingLabel(tr("The runbook says nothing about it."), Type::Body, Tone::Muted, box));
        return;
    }
    for (size_t i = 0; i < commands.size(); ++i) {
        const domain::ServiceCommand& command = commands[i];
        const QString kind = commandKindText(command.kind);
        const QString heading = reaching[i] ? kind : tr("%1 – does not reach this container").arg(kind);
        auto* field = new CopyField(heading, box);
        field->nameParts(QStringLiteral("serviceCommand%1").arg(i));
        field->setText(command.line);
        auto* label = wrappingLabel(heading, Type::Caption, reaching[i] ? Tone::Muted : Tone::Halt, box);
        label->setObjectName(QStringLiteral("serviceCommandKind%1").arg(i));
        m_commands->addWidget(label);
        m_commands->addWidget(field);
    }
}

void ServiceDetail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(tokens(palette()).border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (m_state->hasFocus()) {
        QStyleOptionFocusRect frame;
        frame.initFrom(this);
        frame.rect = QRect(m_state->mapTo(this, QPoint()), m_state->size())
                         .adjusted(-space::xs, -space::xs, space::xs, space::xs);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &frame, &painter, this);
    }
}

} // namespace ops::ui

#include "ui/logs/log_repeats_row.h"

#include "domain/log/log_repeats.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace ops::ui {

LogRepeatsRow::LogRepeatsRow(app::LogRepeatsController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_text(new Label({}, Type::Caption, Tone::Muted, this))
    , m_only(new QPushButton(tr("Only these"), this))
{
    m_text->setObjectName(QStringLiteral("logRepeats"));
    m_only->setObjectName(QStringLiteral("logOnlyThese"));
    m_only->setToolTip(tr("Show only the lines that say the same"));
    m_only->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(m_text);
    row->addWidget(m_only);
    connect(m_only, &QPushButton::clicked, this, [this] {
        if (const auto& message = m_controller.message())
            Q_EMIT onlyTheseRequested(*message);
    });
    connect(&m_controller, &app::LogRepeatsController::changed, this, &LogRepeatsRow::showRepeats);
    showRepeats();
}

void LogRepeatsRow::look(const std::shared_ptr<const domain::LogStore>& store, std::string_view line)
{
    const auto message = line.empty() ? std::nullopt : domain::sameMessageAs(line);
    if (message != m_controller.message() || message)
        m_controller.look(store, message);
}

void LogRepeatsRow::setZone(LogZone zone)
{
    m_zone = zone;
    showRepeats();
}

void LogRepeatsRow::showRepeats()
{
    const app::LogRepeatsController::Repeats& repeats = m_controller.repeats();
    m_only->setVisible(repeats.count > 1);
    if (!m_controller.message() || repeats.tooSlow || repeats.count == 0) {
        m_text->setText({});
        return;
    }
    QStringList parts{QStringLiteral("× ") + locale().toString(repeats.count) +
                      (repeats.counting ? QStringLiteral("…") : QString())};
    // The days stand in the lines themselves.
    const auto clock = [this](domain::LogTime time) -> QString {
        const LogZone zone = m_zone == LogZone::Ago ? LogZone::Utc : m_zone;
        return logTimeText(time, zone).section(QLatin1Char(' '), 1) + QLatin1Char(' ') + logZoneName(zone);
    };
    if (repeats.count > 1 && repeats.first.known())
        parts << tr("first %1").arg(clock(repeats.first)) << tr("last %1").arg(clock(repeats.last));
    m_text->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace ops::ui

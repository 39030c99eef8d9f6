#include "ui/logs/log_filter_text.h"

#include "domain/log/log_text.h"
#include "ui/logs/log_words.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

constexpr int mostCharacters = 40; // of one text
constexpr int mostServices = 2;

class Words {
    Q_DECLARE_TR_FUNCTIONS(ops::ui::LogFilterText)
};

QString shortText(const QString& text)
{
    const QByteArray bytes = text.left(mostCharacters).toUtf8();
    const QString shown = domain::shownLogText({bytes.constData(), static_cast<size_t>(bytes.size())});
    return text.size() > mostCharacters ? shown + QChar(0x2026) : shown;
}

} // namespace

QString logFilterText(const domain::LogFilter& filter)
{
    QStringList parts;
    for (const domain::LogTextTerm& term : filter.include)
        parts << Words::tr("with “%1”").arg(shortText(term.text));
    for (const domain::LogTextTerm& term : filter.exclude)
        parts << Words::tr("without “%1”").arg(shortText(term.text));
    if (filter.minLevel != domain::LogLevel::None)
        parts << Words::tr("level %1 at least").arg(logLevelText(filter.minLevel, false));
    if (filter.channel)
        parts << logChannelText(*filter.channel);
    for (const QString& service : filter.services.mid(0, mostServices))
        parts << (service.isEmpty() ? Words::tr("no service") : shortText(service));
    if (const auto more = static_cast<int>(filter.services.size()) - mostServices; more > 0)
        parts << Words::tr("%n more services", nullptr, more);
    if (filter.from.known() || filter.until.known())
        parts << Words::tr("a time window");
    return parts.isEmpty() ? Words::tr("no filter, so all lines") : parts.join(QStringLiteral(", "));
}

} // namespace ops::ui

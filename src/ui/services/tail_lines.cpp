#include "ui/services/tail_lines.h"

#include "domain/log/log_text.h"

namespace ops::ui {

QStringList tailLines(const QByteArray& text)
{
    QStringList lines;
    const QList<QByteArray> all = text.split('\n');
    for (const QByteArray& line : all) {
        const std::string_view bytes(line.constData(), static_cast<size_t>(line.size()));
        lines << domain::shownLogText(bytes.ends_with('\r') ? bytes.substr(0, bytes.size() - 1) : bytes);
    }
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    return lines;
}

} // namespace ops::ui

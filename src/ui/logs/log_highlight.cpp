#include "ui/logs/log_highlight.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ops::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ops::ui::LogHighlight)
};

} // namespace

HighlightLook highlightLook(domain::HighlightColour colour, const QPalette& palette)
{
    constexpr std::array<int, domain::highlightColours> hues{215, 178, 120, 42, 280, 0};
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    const int saturation = colour == domain::HighlightColour::Grey ? 0 : 150;
    const int hue = hues.at(static_cast<size_t>(colour));
    return {QColor::fromHsl(hue, saturation, dark ? 60 : 220), QColor::fromHsl(hue, saturation, dark ? 170 : 90)};
}

QString highlightColourText(domain::HighlightColour colour)
{
    switch (colour) {
    case domain::HighlightColour::Blue:
        return Words::tr("blue");
    case domain::HighlightColour::Teal:
        return Words::tr("teal");
    case domain::HighlightColour::Green:
        return Words::tr("green");
    case domain::HighlightColour::Amber:
        return Words::tr("amber");
    case domain::HighlightColour::Violet:
        return Words::tr("violet");
    case domain::HighlightColour::Grey:
        break;
    }
    return Words::tr("grey");
}

std::vector<HighlightPlace> highlightPlaces(const QString& text, const std::vector<domain::LogHighlight>& highlights)
{
    std::vector<HighlightPlace> places;
    for (const domain::LogHighlight& highlight : highlights) {
        const auto sensitivity = highlight.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive;
        const qsizetype length = highlight.text.size();
        for (qsizetype at = text.indexOf(highlight.text, 0, sensitivity); at >= 0 && length > 0;
             at = text.indexOf(highlight.text, at + length, sensitivity)) {
            const bool free = std::none_of(places.begin(), places.end(), [&](const HighlightPlace& other) {
                return at < other.start + other.length && other.start < at + length;
            });
            if (free)
                places.push_back({at, length, highlight.colour});
        }
    }
    std::sort(places.begin(), places.end(),
              [](const HighlightPlace& a, const HighlightPlace& b) { return a.start < b.start; });
    return places;
}

} // namespace ops::ui

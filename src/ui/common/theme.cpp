#include "ui/common/theme.h"

#include "ui/common/contrast.h"
#include "ui/common/style.h"
#include "ui/common/tokens.h"

#include <QApplication>
#include <QVariant>

namespace ops::ui {
namespace {

constexpr auto desktopPaletteProperty = "opsDesktopPalette";
constexpr double highContrast = 20.0;

} // namespace

bool isHighContrast(const QPalette& palette)
{
    return contrastRatio(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= highContrast;
}

QPalette themePalette(bool dark)
{
    const Tokens& t = dark ? darkTokens() : lightTokens();
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.header);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.muted);
    palette.setColor(QPalette::Button, t.surface);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.halt);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::ToolTipBase, t.surface);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Link, t.focus);
    palette.setColor(QPalette::LinkVisited, t.focus);
    palette.setColor(QPalette::Light, t.surface);
    palette.setColor(QPalette::Midlight, t.header);
    palette.setColor(QPalette::Mid, t.border);
    palette.setColor(QPalette::Dark, t.border.darker(120));
    palette.setColor(QPalette::Shadow, t.border.darker(160));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.muted);
    return palette;
}

void applyTheme(QApplication& app, ThemeChoice choice)
{
    // What the desktop wanted has to be asked for before our palette covers it.
    if (!app.property(desktopPaletteProperty).isValid()) {
        app.setProperty(desktopPaletteProperty, QVariant::fromValue(QApplication::palette()));
        QApplication::setStyle(new OpsStyle);
    }
    const auto desktop = app.property(desktopPaletteProperty).value<QPalette>();
    if (isHighContrast(desktop)) {
        QApplication::setPalette(desktop);
        return;
    }
    const bool desktopDark = desktop.color(QPalette::Window).lightness() < 128;
    QApplication::setPalette(
        themePalette(choice == ThemeChoice::Dark || (choice == ThemeChoice::System && desktopDark)));
}

} // namespace ops::ui

#pragma once

#include <QPalette>

class QApplication;

namespace ops::ui {

enum class ThemeChoice { System, Light, Dark };

// Sets style and palette. May be called again at any time. A desktop palette of high contrast wins over ours.
void applyTheme(QApplication& app, ThemeChoice choice);
// Ours, made from the tokens.
QPalette themePalette(bool dark);
// True for a palette whose text is as far from its background as black from white.
bool isHighContrast(const QPalette& palette);

} // namespace ops::ui

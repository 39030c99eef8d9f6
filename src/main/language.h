#pragma once

#include <QString>

class QApplication;

namespace ops::main {

// Loads the program's texts and Qt's own in `language` ("de"); empty: the desktop's. Where there are none the texts
// are English. Called once, before the first widget.
void installLanguage(QApplication& app, const QString& language);

} // namespace ops::main

#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QSettings>
#include <QString>

namespace ops::infra {

// Light or dark follows the desktop unless the operator says otherwise.
enum class ThemeChoice { Desktop, Light, Dark };

// What the console remembers about how it looks and what was used last: <root>/preferences.ini. Never anything that a
// command depends on and never a secret (rule G3); a value that is missing or spoilt reads as its default, or says so
// where the operator set it on purpose. Where there is something else in the file's place, it is left alone and
// everything is kept for the session only. GUI thread; written when sync() is called and when destroyed.
class Preferences {
public:
    // `root` is the config directory.
    explicit Preferences(const QString& root);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    QString lastEnvironment() const; // empty: none yet
    void setLastEnvironment(const QString& name);
    QByteArray windowGeometry() const; // as QWidget::saveGeometry gives it
    void setWindowGeometry(const QByteArray& geometry);
    // Widths in pixels of a table's columns, left to right; empty: never set. `table` is one word, e.g. "activity".
    QList<int> columnWidths(const QString& table) const;
    void setColumnWidths(const QString& table, const QList<int>& widths);
    // How much memory the lines of one log view may take, in megabytes; only set by hand, in the file. Errors:
    // InvalidInput with the file, the place, what was found and what was expected.
    base::Result<int> logMemoryMb() const;
    static constexpr int presetLogMemoryMb = 512;
    static constexpr int leastLogMemoryMb = 64;
    static constexpr int mostLogMemoryMb = 8192;

    // How many lines of each container the page of logs begins with; as above.
    base::Result<int> logTail() const;
    static constexpr int presetLogTail = 100; // the runbook's
    static constexpr int mostLogTail = 100'000;

    base::Result<void> sync();

private:
    base::Result<int> wholeNumber(QLatin1String key, int least, int most, int preset, const char* of) const;

    const QString m_path;
    const bool m_usable;
    QSettings m_settings;
};

} // namespace ops::infra

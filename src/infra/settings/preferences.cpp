#include "infra/settings/preferences.h"

#include "domain/names.h"

#include <QFileInfo>
#include <QStringList>

namespace ops::infra {
namespace {

constexpr int maxColumns = 64;
constexpr int maxWidth = 10000;
constexpr qint64 maxBytes = 1024 * 1024;

constexpr QLatin1String themeKey("window/theme");
constexpr QLatin1String geometryKey("window/geometry");
constexpr QLatin1String environmentKey("last/environment");
constexpr QLatin1String logMemoryKey("logs/memoryMb");
constexpr QLatin1String logTailKey("logs/tail");

QString widthsKey(const QString& table)
{
    return QStringLiteral("columns/%1").arg(table);
}

// QSettings opens whatever is there: a named pipe would hang the start-up, a huge file fill the memory.
bool isUsable(const QString& path)
{
    const QFileInfo info(path);
    return !info.exists() || (info.isFile() && info.size() <= maxBytes);
}

} // namespace

Preferences::Preferences(const QString& root)
    : m_path(root + QStringLiteral("/preferences.ini"))
    , m_usable(isUsable(m_path))
    , m_settings(m_usable ? m_path : QString(), QSettings::IniFormat)
{
}

ThemeChoice Preferences::theme() const
{
    const QString word = m_settings.value(themeKey).toString();
    if (word == QLatin1String("light"))
        return ThemeChoice::Light;
    if (word == QLatin1String("dark"))
        return ThemeChoice::Dark;
    return ThemeChoice::Desktop;
}

void Preferences::setTheme(ThemeChoice choice)
{
    if (choice == ThemeChoice::Desktop)
        m_settings.remove(themeKey);
    else
        m_settings.setValue(themeKey, choice == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark"));
}

QString Preferences::lastEnvironment() const
{
    const QString name = m_settings.value(environmentKey).toString();
    return domain::isValidName(name) ? name : QString();
}

void Preferences::setLastEnvironment(const QString& name)
{
    m_settings.setValue(environmentKey, name);
}

QByteArray Preferences::windowGeometry() const
{
    return m_settings.value(geometryKey).toByteArray();
}

void Preferences::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(geometryKey, geometry);
}

QList<int> Preferences::columnWidths(const QString& table) const
{
    // Kept as words, so that the file can be read and mended by hand.
    const QStringList words = m_settings.value(widthsKey(table)).toStringList();
    QList<int> widths;
    for (const QString& word : words) {
        bool isNumber = false;
        const int width = word.toInt(&isNumber);
        if (!isNumber || width < 0 || width > maxWidth)
            return {};
        widths << width;
    }
    return widths.size() > maxColumns ? QList<int>() : widths;
}

void Preferences::setColumnWidths(const QString& table, const QList<int>& widths)
{
    QStringList words;
    for (const int width : widths)
        words << QString::number(width);
    m_settings.setValue(widthsKey(table), words);
}

base::Result<int> Preferences::wholeNumber(QLatin1String key, int least, int most, int preset, const char* of) const
{
    if (!m_settings.contains(key))
        return preset;
    constexpr qsizetype shown = 40;
    const QString text = m_settings.value(key).toString();
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    return base::Error{base::ErrorCode::InvalidInput,
                       QStringLiteral("%1: found \"%2\", expected a whole number of %3 from %4 to %5; %6 are used")
                           .arg(key, text.left(shown), QLatin1String(of))
                           .arg(least)
                           .arg(most)
                           .arg(preset),
                       m_path};
}

base::Result<int> Preferences::logMemoryMb() const
{
    return wholeNumber(logMemoryKey, leastLogMemoryMb, mostLogMemoryMb, presetLogMemoryMb, "megabytes");
}

base::Result<int> Preferences::logTail() const
{
    return wholeNumber(logTailKey, 1, mostLogTail, presetLogTail, "lines");
}

base::Result<void> Preferences::sync()
{
    if (!m_usable)
        return base::Error{base::ErrorCode::InvalidInput,
                           QStringLiteral("found no regular file of at most %1 bytes, expected one").arg(maxBytes),
                           m_path};
    m_settings.sync();
    switch (m_settings.status()) {
    case QSettings::NoError:
        return {};
    case QSettings::AccessError:
        return base::Error{base::ErrorCode::PermissionDenied, QStringLiteral("the file cannot be written"), m_path};
    case QSettings::FormatError:
        break;
    }
    return base::Error{base::ErrorCode::Corrupt, QStringLiteral("the file is not a settings file"), m_path};
}

} // namespace ops::infra

#include "main/tour/camera.h"

#include <QDir>
#include <QPixmap>
#include <QScreen>
#include <QTimer>

#include <chrono>

namespace ops::main {
namespace {

// Long enough for a relayout and a repaint on a busy two-core machine; the picture is taken of what is on the screen.
constexpr std::chrono::milliseconds settleTime{250};

} // namespace

QString ShotVariant::suffix() const
{
    return QStringLiteral("%1-%2x%3")
        .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"))
        .arg(size.width())
        .arg(size.height());
}

Camera::Camera(QWidget& window, QString directory, QVector<ShotVariant> variants, ThemeSetter setTheme, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_directory(std::move(directory))
    , m_variants(std::move(variants))
    , m_setTheme(std::move(setTheme))
    , m_present(m_variants.first())
{
}

void Camera::shoot(const QString& name, bool presentLookOnly)
{
    m_name = name;
    m_pending = presentLookOnly ? QVector<ShotVariant>{m_present} : m_variants;
    next();
}

void Camera::next()
{
    if (m_pending.isEmpty()) {
        Q_EMIT done();
        return;
    }
    const ShotVariant variant = m_pending.takeFirst();
    const QString path = QDir(m_directory).filePath(QStringLiteral("%1-%2.png").arg(m_name, variant.suffix()));
    if (variant.dark == m_present.dark && variant.size == m_window.size() && m_pending.isEmpty()) {
        QTimer::singleShot(0, this, [this, path] { snap(path); });
        return;
    }
    m_setTheme(variant.dark);
    m_window.resize(variant.size);
    m_present = variant;
    QTimer::singleShot(settleTime, this, [this, path] { snap(path); });
}

void Camera::snap(const QString& path)
{
    QScreen* screen = m_window.screen();
    const QRect area = m_window.frameGeometry();
    const QPixmap picture = screen->grabWindow(0, area.x(), area.y(), area.width(), area.height());
    if (picture.isNull() || !picture.save(path, "PNG")) {
        Q_EMIT failed(path);
        return;
    }
    ++m_taken;
    next();
}

} // namespace ops::main

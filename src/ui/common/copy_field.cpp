#include "ui/common/copy_field.h"

#include "ui/common/tokens.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <chrono>

namespace ops::ui {
namespace {

constexpr std::chrono::milliseconds thanksFor{1500};

} // namespace

CopyField::CopyField(const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_button(new QPushButton(tr("Copy"), this))
{
    m_line->setReadOnly(true);
    m_line->setFont(fixedFont());
    m_line->setAccessibleName(what);
    m_button->setAutoDefault(false);
    m_button->setAccessibleName(tr("Copy: %1").arg(what));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(m_line, 1);
    row->addWidget(m_button);
    m_thanks.setSingleShot(true);
    connect(m_button, &QPushButton::clicked, this, &CopyField::copy);
    connect(&m_thanks, &QTimer::timeout, this, &CopyField::stopThanks);
}

void CopyField::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_line->setText(text);
    m_line->setCursorPosition(0);
    stopThanks(); // it was the text before that was copied
}

QString CopyField::text() const
{
    return m_text;
}

void CopyField::nameParts(const QString& objectName)
{
    setObjectName(objectName);
    m_line->setObjectName(objectName + QStringLiteral(".text"));
    m_button->setObjectName(objectName + QStringLiteral(".copy"));
}

void CopyField::stopThanks()
{
    m_thanks.stop();
    m_button->setText(tr("Copy"));
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(m_text);
    m_button->setText(tr("Copied"));
    m_thanks.start(thanksFor);
    Q_EMIT copied();
}

} // namespace ops::ui

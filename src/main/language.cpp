#include "main/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace ops::main {
namespace {

void load(QApplication& app, const QLocale& locale, const QString& catalogue, const QString& directory)
{
    auto* translator = new QTranslator(&app);
    if (translator->load(locale, catalogue, QStringLiteral("_"), directory))
        QApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

void installLanguage(QApplication& app, const QString& language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    load(app, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has a catalogue as well: its plural forms.
    const QLocale ours = locale.language() == QLocale::German ? locale : QLocale(QLocale::English);
    load(app, ours, QStringLiteral("titan_ops_console"), QStringLiteral(":/ops/translations"));
}

} // namespace ops::main

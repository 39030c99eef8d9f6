#include "infra/logfile/log_file_names.h"

#include "infra/posix/file_name.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

#include <algorithm>

namespace ops::infra {
namespace {

// A file's names, from the shortest one that a person would give it to its whole path.
QStringList namesOf(const QString& path)
{
    if (path == QLatin1String("-"))
        return {QStringLiteral("stdin")};
    const QString whole = QDir::cleanPath(QFileInfo(shownFileName(path)).absoluteFilePath());
    const QFileInfo file(whole);
    const QString base =
        file.completeBaseName().isEmpty() ? file.fileName() : file.completeBaseName(); // ".log" has none
    QStringList names{base, file.fileName()};
    const QStringList directories = file.path().split(QLatin1Char('/'), Qt::SkipEmptyParts);
    QString inside;
    for (auto directory = directories.crbegin(); directory != directories.crend(); ++directory) {
        inside.prepend(*directory + QLatin1Char('/'));
        names << inside + base << inside + file.fileName();
    }
    return names << whole;
}

} // namespace

std::vector<std::string> logFileNames(const QStringList& paths)
{
    struct File {
        QStringList names;
        qsizetype chosen = 0;
    };
    std::vector<File> files;
    files.reserve(static_cast<size_t>(paths.size()));
    for (const QString& path : paths)
        files.push_back({namesOf(path)});
    // Those that have the same name get longer ones, until no two have.
    for (bool again = true; again;) {
        again = false;
        QMap<QString, QVector<File*>> byName;
        for (File& file : files)
            byName[file.names.at(file.chosen)].append(&file);
        for (const QVector<File*>& same : std::as_const(byName)) {
            const QString& first = same.constFirst()->names.constLast();
            const bool oneFile = std::all_of(same.begin(), same.end(), [&first](const File* file) {
                return file->names.constLast() == first; // it was given twice
            });
            for (File* file : same) {
                if (oneFile || file->chosen == file->names.size() - 1)
                    continue;
                ++file->chosen;
                again = true;
            }
        }
    }
    std::vector<std::string> names;
    names.reserve(files.size());
    for (const File& file : files)
        names.push_back(file.names.at(file.chosen).toStdString());
    return names;
}

} // namespace ops::infra

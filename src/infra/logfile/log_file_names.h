#pragma once

#include <QStringList>

#include <string>
#include <vector>

namespace ops::infra {

// What the lines of each of several files are called after: the file without its ending, and with as much of its
// ending and its directories as it takes to tell it from the others. "-" is standard input. Pure, but for the working
// directory that relative paths begin at.
std::vector<std::string> logFileNames(const QStringList& paths);

} // namespace ops::infra

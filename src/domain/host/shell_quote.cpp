#include "domain/host/shell_quote.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ops::domain {
namespace {

// Words that mean something to a shell where a command's name stands.
constexpr std::array<std::string_view, 20> reservedWords{
    "if",  "then", "else", "elif",  "fi",       "do",     "done", "case",    "esac",   "while",
    "for", "in",   "time", "until", "function", "select", "end",  "foreach", "coproc", "repeat"};

bool isSafeByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:@+,").find(c) != std::string_view::npos;
}

bool staysBare(const QByteArray& word)
{
    const std::string_view view(word.constData(), static_cast<size_t>(word.size()));
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), isSafeByte) &&
           std::find(reservedWords.begin(), reservedWords.end(), view) == reservedWords.end();
}

} // namespace

base::Result<QByteArray> shellQuote(const QByteArrayList& argv)
{
    QByteArray line;
    for (const QByteArray& word : argv) {
        if (word.contains('\0'))
            return base::Error{base::ErrorCode::InvalidInput,
                               QStringLiteral("a NUL byte cannot be in a command's argument"),
                               QString::fromUtf8(argv.first())};
        if (!line.isEmpty())
            line += ' ';
        if (staysBare(word)) {
            line += word;
            continue;
        }
        QByteArray inside = word;
        line += '\'' + inside.replace('\'', "'\\''") + '\'';
    }
    return line;
}

} // namespace ops::domain

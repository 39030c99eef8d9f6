#include "ui/logs/log_fold_finds.h"

#include "domain/log/log_escapes.h"

namespace ops::ui {
namespace {

// Looked through in a few milliseconds.
constexpr size_t mostBytes = size_t{2} * 1024 * 1024;

// As the line came, and without the colours that may stand in the middle of a word: as the search looks for it.
bool has(std::string_view line, bool continues, const domain::LogTextTerm& term)
{
    const auto how = term.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive;
    std::string plain;
    return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())).contains(term.text, how) ||
           (domain::addWithoutEscapes(line, continues, plain) &&
            QString::fromStdString(plain).contains(term.text, how));
}

} // namespace

std::vector<domain::LogSeq> foldLinesWith(const domain::LogReader& reader, domain::LogSeq head,
                                          const domain::LogTextTerm& term)
{
    std::vector<domain::LogSeq> found;
    if (term.kind != domain::LogTextKind::Literal)
        return found;
    size_t left = mostBytes;
    const auto look = [&](domain::LogSeq seq) {
        const std::string_view line = domain::withoutLineEnding(reader.bytes(seq)).substr(0, left);
        left -= line.size();
        if (has(line, seq != head, term))
            found.push_back(seq);
    };
    look(head);
    for (const domain::LogSeq line : reader.continuationsOf(head))
        look(line);
    return found;
}

} // namespace ops::ui

#include "infra/logfile/index_file.h"

#include <QThread>

#include <algorithm>
#include <future>

namespace ops::infra {
namespace {

using Segments = base::Result<std::vector<std::unique_ptr<domain::LogSegment>>>;

// All lines of one piece.
Segments indexPiece(const std::shared_ptr<const void>& keeper, std::string_view piece,
                    const domain::LogStoreLimits& limits)
{
    std::vector<std::unique_ptr<domain::LogSegment>> segments;
    while (!piece.empty()) {
        auto segment = domain::LogSegment::index(keeper, piece, limits);
        if (!segment)
            return segment.error();
        piece.remove_prefix((*segment)->textBytes());
        segments.push_back(std::move(segment).value());
    }
    return segments;
}

// The end of the piece that `text` begins with: a whole number of lines.
size_t pieceEnd(std::string_view text, size_t wanted)
{
    if (text.size() <= wanted)
        return text.size();
    const size_t newline = text.find('\n', wanted - 1);
    return newline == std::string_view::npos ? text.size() : newline + 1;
}

} // namespace

base::Result<void> indexFile(const std::shared_ptr<const void>& keeper, std::string_view text, domain::LogStore& store,
                             const std::function<bool()>& goOn)
{
    const auto threads = static_cast<size_t>(std::clamp(QThread::idealThreadCount(), 1, 4));
    while (!text.empty() && goOn()) {
        std::vector<std::string_view> pieces;
        while (pieces.size() < threads && !text.empty()) {
            const size_t end = pieceEnd(text, store.limits().segment.textBytes);
            pieces.push_back(text.substr(0, end));
            text.remove_prefix(end);
        }
        // The first piece here, the others beside.
        std::vector<std::future<Segments>> others;
        for (size_t i = 1; i < pieces.size(); ++i)
            others.push_back(std::async(std::launch::async, indexPiece, keeper, pieces[i], store.limits()));
        std::vector<Segments> indexed;
        indexed.push_back(indexPiece(keeper, pieces.front(), store.limits()));
        for (std::future<Segments>& other : others)
            indexed.push_back(other.get());
        for (Segments& segments : indexed) {
            if (!segments)
                return segments.error();
            for (std::unique_ptr<domain::LogSegment>& segment : std::move(segments).value())
                store.adopt(std::move(segment));
        }
    }
    return {};
}

} // namespace ops::infra

#pragma once

#include "domain/log/log_reader.h"

#include <algorithm>

namespace ops::infra {

// Which row of a block a place in its text belongs to, asked in rising order of places.
class BlockRows {
public:
    explicit BlockRows(const domain::LogBlock& block)
        : m_block(block)
        , m_row(block.begin)
    {
    }

    // `place` is an offset in the block's text, inside its rows, at or after that of the call before.
    quint32 rowAt(quint32 place)
    {
        // Hits stand close together or far apart: reach out twice as far each time, then halve.
        quint32 reach = 1;
        quint32 low = m_row;
        while (low + reach < m_block.end && m_block.ends[low + reach - 1] <= place) {
            low += reach;
            reach *= 2;
        }
        const quint32* const end = m_block.ends + std::min(low + reach, m_block.end);
        m_row = static_cast<quint32>(std::upper_bound(m_block.ends + low, end, place) - m_block.ends);
        return m_row;
    }

    // Where the row's text ends and its line ending begins.
    quint32 contentEnd(quint32 row) const
    {
        return m_block.start(row) + static_cast<quint32>(domain::withoutLineEnding(m_block.bytes(row)).size());
    }

private:
    const domain::LogBlock& m_block;
    quint32 m_row;
};

} // namespace ops::infra

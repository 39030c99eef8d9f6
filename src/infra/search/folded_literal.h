#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace ops::infra {

// Finds a text in bytes, byte for byte or without regard to the case of ASCII letters. With vectors where the processor
// has them (asked at run time), without where it has not. A value.
class FoldedLiteral {
public:
    enum class Vectors { None, Sse2, Avx2 };
    static Vectors bestVectors();

    FoldedLiteral(std::string_view text, bool foldCase, Vectors vectors = bestVectors());

    // Looks at some bytes that are like those to come, so as to find quicker. Changes no answer.
    void tune(std::string_view sample);

    // The first occurrence at or after `from`; npos where there is none. An empty text is everywhere.
    size_t find(std::string_view bytes, size_t from) const;
    size_t size() const { return m_text.size(); }

    // Whether the text stands at that place; it fits in before `end`. Public for the vector code.
    bool standsAt(const char* place, const char* end) const;

private:
    size_t findPlain(std::string_view bytes, size_t from) const;

    std::string m_text;  // in lower case when folding
    std::string m_masks; // a byte's case bit for each letter when folding, else 0
    // The first eight bytes of both, and which of them count.
    quint64 m_firstText = 0;
    quint64 m_firstMasks = 0;
    quint64 m_firstCounts = 0;
    Vectors m_vectors;
    // Two places of the text: only where both fit is the rest compared. The rarer both are together, the better.
    size_t m_first = 0;
    size_t m_second = 0;
};

} // namespace ops::infra

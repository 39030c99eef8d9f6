#pragma once

#include <QtGlobal>

#include <optional>

namespace ops::domain {

// How far a service's clock is from its engine's, by the two stamps that its lines have. The engine stamps a line when
// it gets it, so the smallest difference of many is the clocks'; the rest is the way. A value; one source.
class LogSkew {
public:
    // Below this nothing is said: some loggers stamp whole seconds.
    static constexpr qint64 leastMs = 2000;

    void add(qint64 ownNs, qint64 engineNs);
    // Positive: the service's clock is ahead. 0: not worth a word, or nobody knows yet.
    qint64 ms() const;

private:
    static constexpr int linesAtATime = 20; // and so many before anything is said

    std::optional<qint64> m_smallest; // of engine less own, in nanoseconds, of the present lines
    int m_lines = 0;
    std::optional<qint64> m_settled; // of the lines before
};

} // namespace ops::domain

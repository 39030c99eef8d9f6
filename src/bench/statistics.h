#pragma once

#include <cstddef>
#include <vector>

namespace ops::bench {

// One figure's samples, in whatever unit the caller chose. Value type.
class Samples {
public:
    void add(double value) { m_values.push_back(value); }
    size_t count() const { return m_values.size(); }

    // Nearest rank: the smallest sample that at least `share` (0..1] of all samples do not exceed. 0 without samples.
    double percentile(double share) const;
    double median() const { return percentile(0.5); }
    double p99() const { return percentile(0.99); }
    double worst() const { return percentile(1.0); }

private:
    std::vector<double> m_values;
};

} // namespace ops::bench

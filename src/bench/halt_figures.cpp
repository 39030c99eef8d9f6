#include "bench/halt_figures.h"

#include "bench/figures.h"
#include "bench/halt_console.h"
#include "bench/raw_nats.h"
#include "bench/repainting_window.h"
#include "bench/statistics.h"
#include "bench/wait.h"

#include <random>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr int blockSize = 50; // how many samples of one kind stand together
constexpr int frameMicroseconds = 16'000;

struct HaltSamples {
    Samples raw;
    Samples sent;      // to the verdict's stamp on the link's thread
    Samples sentShown; // to the slot on the GUI thread
    Samples nobody;    // to the slot that says NOBODY LISTENING
    Samples repaintSent;
    Samples repaintShown;
};

// Everything that one run needs, and one function per kind of sample; each says false when it came out otherwise.
class HaltRun {
public:
    bool prepare();
    bool calmBlock(int count);
    bool repaintBlock(int count);
    void print() const;

private:
    bool sampleRaw();
    bool sampleSent();
    bool sampleNobody();
    bool sampleRepaint();

    NatsServer m_server;
    RawNats m_yardstick;
    RawNats m_listener;
    HaltConsole m_console{m_server};
    std::unique_ptr<RepaintingWindow> m_window;
    QByteArray m_haltSubject;
    HaltSamples m_samples;
    std::minstd_rand m_random{20260130};
};

bool HaltRun::prepare()
{
    if (!m_server.start() || !m_console.start())
        return false;
    m_haltSubject = m_console.console().context().runbook.halt.subject.toUtf8();
    m_window = std::make_unique<RepaintingWindow>(m_console.windowContext());
    return m_yardstick.connectTo(m_server.port()) && m_listener.connectTo(m_server.port()) &&
           m_listener.listenTo(m_haltSubject) && m_window->show();
}

bool HaltRun::sampleRaw()
{
    const auto taken = m_yardstick.publishAndPing("titan.bench.raw", m_console.preview());
    if (taken)
        m_samples.raw.add(*taken);
    return taken.has_value();
}

bool HaltRun::sampleSent()
{
    if (!m_console.lift())
        return false;
    m_console.fire();
    if (!m_console.waitForSent())
        return false;
    m_samples.sent.add(m_console.times().sent.value());
    m_samples.sentShown.add(m_console.times().sentShown.value());
    return m_console.settle();
}

bool HaltRun::sampleNobody()
{
    if (!m_listener.stopListening() || !m_console.lift())
        return false;
    m_console.fire();
    if (!m_console.waitForVerdict(domain::LadderVerdict::NobodyListening)) {
        say("halt: nobody listens, and the console says %s",
            qPrintable(domain::verdictWord(m_console.times().verdict)));
        return false;
    }
    m_samples.nobody.add(m_console.times().judgedShown.value());
    return m_console.settle() && m_listener.listenTo(m_haltSubject);
}

bool HaltRun::sampleRepaint()
{
    if (!m_console.lift())
        return false;
    // Anywhere in a frame: the operator's second does not end with one.
    serveFor(std::chrono::microseconds(m_random() % frameMicroseconds));
    m_console.fire();
    if (!m_console.waitForSent())
        return false;
    m_samples.repaintSent.add(m_console.times().sent.value());
    m_samples.repaintShown.add(m_console.times().sentShown.value());
    return m_console.settle();
}

bool HaltRun::calmBlock(int count)
{
    for (int i = 0; i < count; ++i)
        if (!sampleRaw() || !sampleSent() || !sampleNobody())
            return false;
    return true;
}

bool HaltRun::repaintBlock(int count)
{
    m_window->run(true);
    bool ok = true;
    for (int i = 0; i < count && ok; ++i)
        ok = sampleRepaint();
    m_window->run(false);
    return ok;
}

void HaltRun::print() const
{
    const double raw = m_samples.raw.median();
    printFigure("halt.raw.p50_ms", raw, "ms");
    printFigure("halt.raw.p99_ms", m_samples.raw.p99(), "ms");
    printFigure("halt.sent.p50_ms", m_samples.sent.median(), "ms");
    printFigure("halt.sent.p99_ms", m_samples.sent.p99(), "ms");
    printFigure("halt.sent.p50_ratio", m_samples.sent.median() / raw, "ratio", 2.5);
    printFigure("halt.sent.gui.p50_ms", m_samples.sentShown.median(), "ms");
    printFigure("halt.sent.gui.p99_ms", m_samples.sentShown.p99(), "ms");
    printFigure("halt.sent.gui.p50_ratio", m_samples.sentShown.median() / raw, "ratio");
    printFigure("halt.sent.repaint.verdict.p99_ms", m_samples.repaintSent.p99(), "ms");
    printFigure("halt.sent.repaint.p50_ms", m_samples.repaintShown.median(), "ms");
    printFigure("halt.sent.repaint.p99_ms", m_samples.repaintShown.p99(), "ms", 5);
    printFigure("halt.sent.repaint.fps", m_window->framesPerSecond(), "fps");
    printFigure("halt.nolistener.p50_ms", m_samples.nobody.median(), "ms");
    printFigure("halt.nolistener.ratio", m_samples.nobody.median() / m_samples.sentShown.median(), "ratio", 1.3);
}

} // namespace

bool measureHalt(const Options& options)
{
    HaltRun run;
    if (!run.prepare()) {
        say("halt: no server, no links or no window");
        return false;
    }
    for (int done = 0; done < options.samples; done += blockSize) {
        const int count = std::min(blockSize, options.samples - done);
        if (!run.calmBlock(count) || !run.repaintBlock(count)) {
            say("halt: a sample went wrong after %d", done);
            return false;
        }
        if (done % (blockSize * 5) == 0)
            say("halt: %d of %d samples of each kind", done + count, options.samples);
    }
    run.print();
    return true;
}

} // namespace ops::bench

#include "infra/memory/mapped_memory.h"
#include "support/test_case.h"

#include <QFile>
#include <QTest>

#include <cstdint>
#include <cstring>

using namespace ops;
using domain::AddressSpace;
using domain::ReservedMemory;

namespace {

// What this process has touched of memory that is no file.
qint64 anonymousKib()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray& line : lines)
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').first().toLongLong();
    return -1;
}

} // namespace

Q_DECLARE_METATYPE(AddressSpace*)

// One contract, held by the heap and by the system's mappings.
class TestReservedMemory final : public test::TestCase {
    Q_OBJECT

private:
    static void bothSpaces()
    {
        QTest::addColumn<AddressSpace*>("space");
        QTest::newRow("heap") << &AddressSpace::heap();
        QTest::newRow("mapped") << &infra::mappedMemory();
    }

private Q_SLOTS:
    void allOfItCanBeWritten_data() { bothSpaces(); }
    void allOfItCanBeWritten()
    {
        QFETCH(AddressSpace*, space);
        constexpr size_t size = size_t{5} * 1024 * 1024 + 17;
        auto reserved = space->reserve(size);
        QVERIFY(reserved.ok());
        ReservedMemory memory = std::move(reserved).value();
        QVERIFY(memory);
        QVERIFY(memory.size() >= size);
        memory.expectFilling(size / 2);
        memset(memory.data(), 'x', memory.size());
        QCOMPARE(memory.data()[memory.size() - 1], 'x');
    }

    void itMovesWithItsOwner_data() { bothSpaces(); }
    void itMovesWithItsOwner()
    {
        QFETCH(AddressSpace*, space);
        auto first = space->reserve(4096);
        QVERIFY(first.ok());
        char* const data = first->data();
        data[0] = 'a';
        ReservedMemory second = std::move(first).value();
        ReservedMemory third;
        QVERIFY(!third);
        third = std::move(second);
        QCOMPARE(static_cast<const void*>(third.data()), static_cast<const void*>(data));
        QCOMPARE(third.data()[0], 'a');
    }

    void moreThanThereCanBeIsAnError()
    {
        for (const size_t bytes : {SIZE_MAX / 4, SIZE_MAX / 2 + 1, SIZE_MAX}) {
            const auto memory = infra::mappedMemory().reserve(bytes);
            QVERIFY(!memory);
            QCOMPARE(memory.error().code, base::ErrorCode::NoSpace);
        }
    }

    void whatIsNotWrittenToCostsNothing_data() { bothSpaces(); }
    void whatIsNotWrittenToCostsNothing()
    {
        QFETCH(AddressSpace*, space);
        constexpr qint64 kib = qint64{512} * 1024;
        const qint64 before = anonymousKib();
        QVERIFY(before > 0);
        const auto memory = space->reserve(static_cast<size_t>(kib) * 1024);
        QVERIFY(memory.ok());
        QVERIFY(anonymousKib() - before < kib / 8);
    }

    void itGoesBackToTheSystem()
    {
        constexpr qint64 kib = qint64{64} * 1024;
        const qint64 before = anonymousKib();
        for (int i = 0; i < 3; ++i) {
            const auto memory = infra::mappedMemory().reserve(static_cast<size_t>(kib) * 1024);
            QVERIFY(memory.ok());
            memset(memory->data(), i, memory->size());
        }
        QVERIFY(anonymousKib() - before < kib / 2);
    }
};

QTEST_GUILESS_MAIN(TestReservedMemory)
#include "tst_reserved_memory.moc"

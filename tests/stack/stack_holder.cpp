#include "support/stack_fixture.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

// A test that does nothing but hold a practice host until it is killed: prints "HOLDING directory", and waits.
int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    ops::test::StackFixture stack;
    if (!stack.start()) {
        std::fputs(qPrintable(stack.log()), stderr);
        return 1;
    }
    std::printf("HOLDING %s\n", qPrintable(stack.directory()));
    std::fflush(stdout);
    for (;;)
        ::pause();
}

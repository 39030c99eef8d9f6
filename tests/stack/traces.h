#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

// What a stack could leave behind on this machine, for the tests of its end.
namespace ops::test {

// A process's network namespace as the kernel names it, net:[4026532...]; pid may be "self". Empty: it is gone.
QString networkOf(const QString& pid);
// Every process of this machine that lives in the network namespace: containers excepted, that is all of a stack.
QStringList processesIn(const QString& network);
// Paths and mounts that carry the name of the stack's folder, and control groups that have its last part.
QStringList tracesOf(const QString& directory);
// Firewall rules and links of the caller's network namespace.
QByteArray networkSetup();
// Standard output and error together of a program that runs to its end.
QByteArray saidBy(const QString& program, const QStringList& arguments);

} // namespace ops::test

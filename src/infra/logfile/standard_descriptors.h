#pragma once

namespace ops::infra {

// Opens the null device in place of those of standard input, output and error that whoever started the program closed:
// else the next file or socket of our own would be taken for them. The first thing in main(). Standard input becomes
// one that cannot be read, which is how it is known later.
void fillStandardDescriptors();
// There is no standard input that could be read. Any thread.
bool isStandardInputClosed();

} // namespace ops::infra

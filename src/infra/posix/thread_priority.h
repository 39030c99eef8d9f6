#pragma once

namespace ops::infra {

// For a thread that works in the background, and for its whole life: whoever else of the program wants a processor, the
// window and a halt before all, gets it at once. Where nobody does, nothing becomes slower. Linux only; elsewhere, and
// where the system refuses, the thread stays as it is.
void stepBackForOthers();

} // namespace ops::infra

#pragma once

namespace ops::infra {

// For a thread that works in the background, and for its whole life: where others want the processors, the window and a
// halt before all, they get most of them. Others are all programs of the machine, so work that steps back is slow while
// it is busy. Linux only; elsewhere, and where the system refuses, the thread stays as it is.
void stepBackForOthers();

} // namespace ops::infra

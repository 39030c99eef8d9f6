#pragma once

#include "main/tour/tour_plan.h"

// What a person does and sees, as functions that the tour's steps are made of.
namespace ops::main::acts {

using Act = std::function<bool()>;

Act nothing();
Act click(const QString& objectName);
Act press(const QString& objectName);
Act release(const QString& objectName);
Act type(const QString& objectName, const QString& text);
Act fault(const TourStage& stage, const QByteArray& line);

Act isShown(const QString& objectName);
Act isGone(const QString& objectName);
Act isEnabled(const QString& objectName);
// The newest command's verdict is one of these.
Act verdictIs(const TourStage& stage, std::vector<domain::LadderVerdict> verdicts);
// The state is proven freshly.
Act stateIs(const TourStage& stage, domain::TradingState state);
Act listenerCount(const TourStage& stage, int count);
Act commandLinkUp(const TourStage& stage, bool up);
Act choose(const QString& viewName, const QString& text);
// So many containers are followed and run.
Act containersRun(const TourStage& stage, int count);

// A step without a picture.
TourStep quietStep(Act act, Act until, std::chrono::milliseconds patience = std::chrono::seconds(8));
TourStep shot(const QString& name, Act act, Act until, std::chrono::milliseconds patience = std::chrono::seconds(8));
// Of a state that does not wait for a change of looks.
TourStep snapshot(const QString& name, Act act, Act until,
                  std::chrono::milliseconds patience = std::chrono::seconds(8));
// Holds the second act until the guard has fired, then lets go.
std::vector<TourStep> holdToHalt(const TourStage& stage);

} // namespace ops::main::acts

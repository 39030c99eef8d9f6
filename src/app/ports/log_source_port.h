#pragma once

#include "domain/log/log_store.h"

#include <QObject>

#include <memory>

namespace ops::app {

// Fills a log store from somewhere, on a thread of its own, which is the store's one writer. This face lives on the GUI
// thread.
class LogSourcePort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // What it fills; the same for its whole life, and whoever shares it may keep it longer.
    virtual std::shared_ptr<const domain::LogStore> store() const = 0;
    // Begins. Once.
    virtual void start() = 0;

Q_SIGNALS:
    // There are more lines, or more of them have been read. Not for each: at most 20 times a second.
    void grew();
    // One of what was asked for cannot be read, or not any further; the others go on.
    void failed(const ops::base::Error& error);
    // All that there was has been read; once. Only what is added to a file later may still come, with grew().
    void ended();
};

} // namespace ops::app

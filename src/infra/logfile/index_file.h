#pragma once

#include "domain/log/log_store.h"

#include <functional>

namespace ops::infra {

// Lets the store adopt the lines of `text`, which `keeper` keeps alive, in pieces that several threads index at the
// same time. On the store's writer. `goOn` is asked between pieces, after what was found so far has been adopted.
// Errors: NoSpace; what was adopted until then stays.
base::Result<void> indexFile(const std::shared_ptr<const void>& keeper, std::string_view text, domain::LogStore& store,
                             const std::function<bool()>& goOn);

} // namespace ops::infra

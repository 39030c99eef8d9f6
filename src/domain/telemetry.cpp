#include "domain/telemetry.h"

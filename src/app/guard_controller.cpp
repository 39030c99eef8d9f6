#include "app/guard_controller.h"

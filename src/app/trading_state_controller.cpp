#include "app/trading_state_controller.h"

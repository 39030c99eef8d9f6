#include "app/alarm_controller.h"

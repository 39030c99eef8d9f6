#include "app/command_controller.h"

#include "domain/command_flow.h"

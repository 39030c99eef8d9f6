#include "app/credentials_controller.h"

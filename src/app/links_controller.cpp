#include "app/links_controller.h"

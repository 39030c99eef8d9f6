"""The arrows between the layers, for includes and for links. design.md of the project draws the same picture."""

# layer -> folders under src/ whose headers it may include (its own is always allowed)
LAYERS = {
    "base": [],
    "domain": ["base"],
    "app": ["domain", "base"],
    "models": ["domain", "base"],
    "ui": ["models", "app", "domain", "base"],
    "infra": ["app/ports", "domain", "base"],
    "sim": ["domain", "base"],
    "main": ["base", "domain", "app", "models", "infra", "ui"],
    "bench": ["base", "domain", "app", "models", "infra", "ui", "main"],
    "bench_logs": ["base", "domain", "app", "models", "infra", "ui", "bench"],
}

# What adapters may share; everything else of one is closed to the others.
SHARED = ["infra/posix"]

# layer or adapter -> Qt modules whose headers it may include
QT_MODULES = {
    "base": ["QtCore"],
    "domain": ["QtCore"],
    "app": ["QtCore"],
    "models": ["QtCore"],
    "ui": ["QtCore", "QtGui", "QtWidgets"],
    "sim": ["QtCore", "QtNetwork"],
    "main": ["QtCore", "QtGui", "QtWidgets", "QtNetwork"],
    "bench": ["QtCore", "QtGui", "QtWidgets", "QtNetwork"],
    "bench_logs": ["QtCore", "QtGui", "QtWidgets"],
    "infra/nats": ["QtCore"],
    "infra/http": ["QtCore", "QtNetwork"],
    "infra/keychain": ["QtCore"],
    "infra/logging": ["QtCore"],
    "infra/journal": ["QtCore"],
    "infra/settings": ["QtCore"],
    # The drill's processes need free loopback ports.
    "infra/host": ["QtCore", "QtNetwork"],
    "infra/docker": ["QtCore"],
    "infra/search": ["QtCore"],
    "infra/logfile": ["QtCore"],
    "infra/memory": ["QtCore"],
    "infra/posix": ["QtCore"],
}

# layer or adapter -> the outside libraries' headers, as prefixes; "posix" stands for the C library's own *.h
OUTSIDE = {
    "infra/nats": ["nats/", "nats.h", "posix"],
    "infra/http": [],
    "infra/keychain": ["qt6keychain/", "qtkeychain/"],
    "infra/logging": ["spdlog/", "posix"],
    "infra/journal": ["posix"],
    "infra/settings": ["posix"],
    "infra/host": ["posix"],
    "infra/docker": [],
    "infra/search": ["pcre2.h", "hs/", "posix"],
    "infra/logfile": ["posix"],
    "infra/memory": ["posix"],
    "infra/posix": ["posix"],
    "sim": ["nats/", "nats.h", "posix"],
    "main": ["posix"],
    "bench": ["nats/", "nats.h", "posix"],
    "bench_logs": ["posix"],
}

# The NATS library as pkg-config, CMake's find_library() or the linker names it; no target of ours.
CNATS = r"PkgConfig::CNATS|/.*/libnats\.so[.\d]*|nats"

# target -> what it may link, as regular expressions; flags and the layer itself are always allowed
LINKS = {
    "ops_base": [r"Qt6::Core"],
    "ops_domain": [r"Qt6::Core", r"ops_base"],
    "ops_app": [r"Qt6::Core", r"ops_(base|domain)"],
    "ops_models": [r"Qt6::Core", r"ops_(base|domain)"],
    "ops_ui": [r"Qt6::(Core|Gui|Widgets)", r"ops_(base|domain|app|models|resources|translations)", r"ops_ui_\w+"],
    "ops_sim": [r"Qt6::(Core|Network)", r"ops_(base|domain)", CNATS, r"Threads::Threads"],
    "ops_infra_nats": [r"Qt6::Core", r"ops_(base|domain|app)", CNATS, r"Threads::Threads"],
    "ops_infra_http": [r"Qt6::(Core|Network)", r"ops_(base|domain|app)"],
    "ops_infra_keychain": [r"Qt6::Core", r"ops_(base|domain|app)", r"Qt6Keychain::Qt6Keychain|qt6keychain"],
    "ops_infra_logging": [r"Qt6::Core", r"ops_(base|domain|app)", r"spdlog::spdlog(_header_only)?"],
    "ops_infra_posix": [r"Qt6::Core", r"ops_base"],
    "ops_infra_journal": [r"Qt6::Core", r"ops_(base|domain|app|infra_posix)"],
    "ops_infra_settings": [r"Qt6::Core", r"ops_(base|domain|app|infra_posix)"],
    "ops_infra_search": [r"Qt6::Core", r"ops_(base|domain|app|infra_posix)", r"PkgConfig::(PCRE2|HYPERSCAN)"],
    "ops_infra_memory": [r"Qt6::Core", r"ops_(base|domain|app)"],
    "ops_infra_logfile": [r"Qt6::Core", r"ops_(base|domain|app|infra_posix)", r"Threads::Threads"],
    "ops_infra_host": [r"Qt6::(Core|Network)", r"ops_(base|domain|app|infra_posix)"],
    "ops_infra_docker": [r"Qt6::Core", r"ops_(base|domain|app)"],
    "titan-sim": [r"ops_sim", r"Qt6::Core"],
}
# Composition roots and what is built from them may link anything; nobody else may link an adapter.
ROOTS = [r"titan-ops-console", r"titan-ops-bench(-\w+)?", r"ops_(main|bench)\w*", r"ops_(resources|translations)"]

# One INTERFACE target carries the standard, the warnings and the sanitizers for every target of the project.
add_library(ops_flags INTERFACE)
target_compile_features(ops_flags INTERFACE cxx_std_20)
target_compile_definitions(
    ops_flags
    INTERFACE QT_NO_CAST_FROM_ASCII
              QT_NO_CAST_TO_ASCII
              QT_NO_URL_CAST_FROM_STRING
              QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
              QT_NO_KEYWORDS
              QT_NO_FOREACH
              QT_USE_QSTRINGBUILDER
              QT_DISABLE_DEPRECATED_BEFORE=0x060400
              OPS_VERSION="${PROJECT_VERSION}")
target_compile_options(
    ops_flags
    INTERFACE -Wall
              -Wextra
              -Wpedantic
              -Wshadow
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wold-style-cast
              -Wcast-qual
              -Wformat=2
              -Wimplicit-fallthrough
              -fno-plt
              -fvisibility=hidden)
if(OPS_WERROR)
    target_compile_options(ops_flags INTERFACE -Werror)
endif()
if(OPS_SANITIZE)
    target_compile_options(ops_flags INTERFACE -fsanitize=${OPS_SANITIZE} -fno-omit-frame-pointer
                                               -fno-sanitize-recover=all)
    target_link_options(ops_flags INTERFACE -fsanitize=${OPS_SANITIZE})
endif()
if(OPS_COVERAGE)
    target_compile_options(ops_flags INTERFACE --coverage -O0)
    target_link_options(ops_flags INTERFACE --coverage)
endif()

find_program(OPS_CCACHE ccache)
if(OPS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Without these two ccache would not remember what is compiled with precompiled headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${OPS_CCACHE})
endif()
find_program(OPS_MOLD mold)
if(OPS_MOLD)
    target_link_options(ops_flags INTERFACE -fuse-ld=mold)
endif()
target_link_options(ops_flags INTERFACE -Wl,--as-needed)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

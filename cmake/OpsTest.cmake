# ops_test(NAME SOURCES ... LINKS ... LABELS ... [GUI] [TIMEOUT s] [LAUNCHER program]): a Qt Test program registered
# with ctest. GUI tests run offscreen. A test has no network but loopback, its own HOME, and no session bus unless it
# starts one. A launcher is a program that ctest starts instead, with the test as its argument.
function(ops_test name)
    cmake_parse_arguments(ARG "GUI;SERIAL" "TIMEOUT" "SOURCES;LINKS;LABELS;DEPENDS;LAUNCHER" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE ops_flags ops_test_support Qt6::Test ${ARG_LINKS})
    target_compile_definitions(${name} PRIVATE OPS_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                               OPS_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    if(ARG_GUI)
        ops_precompiled(${name} widgets)
    else()
        ops_precompiled(${name} core)
    endif()
    add_test(NAME ${name} COMMAND ${ARG_LAUNCHER} $<TARGET_FILE:${name}>)
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300) # against hangs only: what a test waits for has limits of its own
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT
                                            "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;NO_AT_BRIDGE=1")
    if(ARG_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
    endif()
    if(ARG_DEPENDS)
        add_dependencies(${name} ${ARG_DEPENDS})
    endif()
endfunction()

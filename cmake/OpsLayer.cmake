# ops_layer(NAME SOURCES ... LINKS ...): a static library ops_NAME whose headers are included as "<layer>/file.h" from
# src/. LINKS names what the layer may see; tests/lint/layers checks the same arrows in the #include lines, because on
# Debian all Qt headers share a root and linking alone proves nothing.
function(ops_layer name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(ops_${name} STATIC ${ARG_SOURCES})
    target_include_directories(ops_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(
        ops_${name}
        PUBLIC ops_flags ${ARG_LINKS}
        PRIVATE ${ARG_PRIVATE_LINKS})
    if("${ARG_LINKS}" MATCHES "Qt6::Widgets|ops_ui")
        ops_precompiled(ops_${name} widgets)
    else()
        ops_precompiled(ops_${name} core)
    endif()
endfunction()

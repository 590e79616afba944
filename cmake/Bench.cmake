# bench/NAME.cpp makes the program bench_NAME, linked with the folders that it includes; script/bench runs them and prints
# each ratio beside its promise.
find_package(benchmark REQUIRED)
file(GLOB programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*.cpp)
add_library(bench_support STATIC ${CMAKE_SOURCE_DIR}/tests/support/http_client.cpp)  # a browser without a window
target_include_directories(bench_support PUBLIC ${CMAKE_SOURCE_DIR}/tests)
foreach(program ${programs})
  get_filename_component(name ${program} NAME_WE)
  add_executable(bench_${name} ${program})
  target_link_libraries(bench_${name} PRIVATE benchmark::benchmark bench_support)
  file(STRINGS ${program} includes REGEX "^#include \"[a-z]+/")
  foreach(include ${includes})
    string(REGEX REPLACE "^#include \"([a-z]+)/.*" "\\1" folder "${include}")
    if(TARGET ${folder})
      target_link_libraries(bench_${name} PRIVATE ${folder})
    endif()
    if(folder STREQUAL "app")
      target_link_libraries(bench_${name} PRIVATE embedded)
      add_dependencies(bench_${name} thingwall)  # and asked as a process of its own
    endif()
  endforeach()
endforeach()

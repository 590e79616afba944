# bench/NAME.cpp makes the program bench_NAME; script/bench runs them and prints each ratio beside its promise.
find_package(benchmark REQUIRED)
file(GLOB programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*.cpp)
foreach(program ${programs})
  get_filename_component(name ${program} NAME_WE)
  add_executable(bench_${name} ${program})
  target_link_libraries(bench_${name} PRIVATE app benchmark::benchmark)
endforeach()

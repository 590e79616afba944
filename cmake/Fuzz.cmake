# fuzz/NAME.cpp makes the program fuzz_NAME (libFuzzer).
file(GLOB programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fuzz/*.cpp)
add_compile_options(-fsanitize=fuzzer-no-link)
foreach(program ${programs})
  get_filename_component(name ${program} NAME_WE)
  add_executable(fuzz_${name} ${program})
  target_link_libraries(fuzz_${name} PRIVATE app -fsanitize=fuzzer)
endforeach()

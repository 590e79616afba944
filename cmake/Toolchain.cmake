# The compiler's cache and the fast linker are used when they are there.
if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(THINGWALL_CCACHE ccache)
  if(THINGWALL_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${THINGWALL_CCACHE})
  endif()
endif()
find_program(THINGWALL_MOLD mold)
if(THINGWALL_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-error=maybe-uninitialized -Wno-error=restrict)  # false alarms of g++ 12 in its own <string>
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options(-Wno-error=deprecated-declarations)  # libstdc++ 12's own stable_sort
endif()

if(THINGWALL_SANITIZE)
  # Two warnings about Asio, seen only in code made for sanitizers: a false alarm of g++ 12 about the frames of coroutines,
  # and that TSan does not see Asio's fences. It sees the mutex of Asio's queue, by which a handler comes to another thread.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set_source_files_properties(${CMAKE_SOURCE_DIR}/src/web/server_beast.cpp PROPERTIES
      COMPILE_OPTIONS "-Wno-mismatched-new-delete;-Wno-tsan")
  endif()
  add_compile_options(-fsanitize=${THINGWALL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${THINGWALL_SANITIZE})
  if(NOT THINGWALL_SANITIZE STREQUAL "thread")
    add_compile_definitions(_GLIBCXX_ASSERTIONS)  # an index past the end of a view, an empty optional: ASan sees neither
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  add_compile_options(-D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
if(THINGWALL_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # the code under test must tell the fuzzer where it has been
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set_property(GLOBAL PROPERTY JOB_POOLS heavy=1)  # one Beast unit at a time: each takes 700 MB

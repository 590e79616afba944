# tests/FOLDER/*_test.cpp make the program test_FOLDER; tests/support/ is for all of them.
find_package(GTest REQUIRED)
include(GoogleTest)
file(GLOB support CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/*.cpp)
if(support)
  add_library(test_support STATIC ${support})
  set(scope PUBLIC)
else()
  add_library(test_support INTERFACE)
  set(scope INTERFACE)
endif()
target_include_directories(test_support ${scope} ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(test_support ${scope} GTest::gtest GTest::gmock GTest::gtest_main db journal)
target_compile_definitions(test_support ${scope}
  THINGWALL_SOURCE="${CMAKE_SOURCE_DIR}" THINGWALL_BUILD="${CMAKE_BINARY_DIR}")

set(LINKS_reference places overlap activities)
set(LINKS_library PkgConfig::libzip)
set(LINKS_db verify)  # checks the journal after each power cut
file(GLOB folders RELATIVE ${CMAKE_SOURCE_DIR}/tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*)
foreach(folder ${folders})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*_test.cpp)
  if(sources)
    add_executable(test_${folder} ${sources})
    if(folder MATCHES "^(base|cli)$")  # below the database, and quick to build without it
      target_link_libraries(test_${folder} PRIVATE GTest::gtest GTest::gmock GTest::gtest_main)
    else()
      target_link_libraries(test_${folder} PRIVATE test_support ${LINKS_${folder}})
    endif()
    if(TARGET ${folder})
      target_link_libraries(test_${folder} PRIVATE ${folder})
    endif()
    if(folder STREQUAL "verify")
      add_dependencies(test_verify thingwall-verify)
    elseif(folder MATCHES "^(app|web|html)$")
      target_link_libraries(test_${folder} PRIVATE embedded)
    endif()
    gtest_discover_tests(test_${folder} DISCOVERY_MODE PRE_TEST
      PROPERTIES TIMEOUT 600 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endforeach()

# Pages in a browser: Chromium, driven by playwright-core, judged by axe.
if(THINGWALL_FRONTEND AND TARGET thingwall)
  file(GLOB journeys CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/browser/*_test.mjs)
  foreach(journey ${journeys})
    get_filename_component(name ${journey} NAME_WE)
    add_test(NAME browser.${name} COMMAND node --test --test-concurrency=1 ${journey})
    set_tests_properties(browser.${name} PROPERTIES TIMEOUT 900 ENVIRONMENT
      "THINGWALL_PROGRAM=$<TARGET_FILE:thingwall>;THINGWALL_MODULES=${THINGWALL_NODE_MODULES}/node_modules")
  endforeach()
endif()

include(Refused)

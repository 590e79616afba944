# The files that browsers fetch, in the program itself: govuk-frontend from npm, our own from assets/.
# The library `embedded` answers web/static.hpp. With THINGWALL_FRONTEND=OFF it holds the mark alone, and pages are plain HTML.
set(THINGWALL_NODE_MODULES ${CMAKE_SOURCE_DIR}/build/frontend)

add_executable(thingwall-embed ${CMAKE_SOURCE_DIR}/cmake/embed.cpp)
target_link_libraries(thingwall-embed PRIVATE ZLIB::ZLIB)

# NAME=FILE, in the order of who names whom: a file is given the hashed addresses of those before it.
set(packaged "")
set(own mark.svg=${CMAKE_SOURCE_DIR}/assets/mark.svg)
set(stamp "")
if(THINGWALL_FRONTEND)
  find_program(THINGWALL_NPM npm)
  if(NOT THINGWALL_NPM)
    message(FATAL_ERROR "npm was not found. Install nodejs and npm (script/bootstrap does), or configure with "
      "-DTHINGWALL_FRONTEND=OFF for pages without style.")
  endif()
  set(stamp ${CMAKE_BINARY_DIR}/frontend.stamp)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DFRONTEND=${THINGWALL_NODE_MODULES} -DNPM=${THINGWALL_NPM}
      -DSTAMP=${stamp} -P ${CMAKE_SOURCE_DIR}/cmake/NpmCi.cmake
    DEPENDS ${CMAKE_SOURCE_DIR}/package.json ${CMAKE_SOURCE_DIR}/package-lock.json ${CMAKE_SOURCE_DIR}/cmake/NpmCi.cmake
    COMMENT "Fetching govuk-frontend" VERBATIM)
  add_custom_target(frontend DEPENDS ${stamp})
  set(modules ${THINGWALL_NODE_MODULES}/node_modules)
  set(packaged
    govuk-frontend.min.css=${modules}/govuk-frontend/dist/govuk/govuk-frontend.min.css
    govuk-frontend.min.js=${modules}/govuk-frontend/dist/govuk/govuk-frontend.min.js)
  list(APPEND own
    thingwall.css=${CMAKE_SOURCE_DIR}/assets/css/thingwall.css
    ready.js=${CMAKE_SOURCE_DIR}/assets/js/ready.js
    draw.js=${CMAKE_SOURCE_DIR}/assets/js/draw.js
    thingwall.js=${CMAKE_SOURCE_DIR}/assets/js/thingwall.js)
endif()
set(own_files ${own})
list(TRANSFORM own_files REPLACE "^[^=]*=" "")

add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/embedded.cpp
  COMMAND thingwall-embed ${CMAKE_BINARY_DIR}/embedded.cpp ${packaged} ${own}
  DEPENDS thingwall-embed ${stamp} ${own_files}
  COMMENT "Embedding style sheets, scripts and pictures" VERBATIM)
add_library(embedded STATIC ${CMAKE_BINARY_DIR}/embedded.cpp)
target_include_directories(embedded PUBLIC ${CMAKE_SOURCE_DIR}/src)

# Run by the build (cmake -P): fetches the packages of package-lock.json into FRONTEND/node_modules, once for all build folders.
#   -DSOURCE=... -DFRONTEND=... -DNPM=... -DSTAMP=...
file(MAKE_DIRECTORY ${FRONTEND})
file(LOCK ${FRONTEND}/lock TIMEOUT 600)
file(SHA256 ${SOURCE}/package-lock.json wanted)
set(have "")
if(EXISTS ${FRONTEND}/installed AND EXISTS ${FRONTEND}/node_modules)
  file(READ ${FRONTEND}/installed have)
endif()
if(NOT have STREQUAL wanted)
  file(REMOVE ${FRONTEND}/installed)
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${FRONTEND})
  message(STATUS "npm ci: govuk-frontend into ${FRONTEND}")
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    WORKING_DIRECTORY ${FRONTEND} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "npm ci failed. Check the connection to the package registry, or configure with "
      "-DTHINGWALL_FRONTEND=OFF for pages without style.")
  endif()
  file(WRITE ${FRONTEND}/installed "${wanted}")
endif()
file(TOUCH ${STAMP})

# embed_text(FOLDER FILE NAMESPACE NAME): the file's text as the std::string_view NAMESPACE::NAME, declared by whoever reads it
# (`extern const std::string_view NAME;`). Made in the build folder when the file changes; long texts are cut into literals of
# 8,000 characters, for compilers have limits.
function(embed_text folder file namespace name)
  set(made ${CMAKE_BINARY_DIR}/texts/${folder}_${name}.cpp)
  add_custom_command(OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -DFILE=${CMAKE_SOURCE_DIR}/${file} -DMADE=${made} -DNAMESPACE=${namespace} -DNAME=${name}
            -P ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake
    DEPENDS ${CMAKE_SOURCE_DIR}/${file} ${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake VERBATIM)
  target_sources(${folder} PRIVATE ${made})
endfunction()

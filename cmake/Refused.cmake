# Wrong uses that the compiler refuses, and the words it must give as its reason. Case 0 is the right use, which must compile.
set(refusals
  "Markup"                              # 1  text that arrived while the program runs
  "Markup"                              # 2  a pointer to it
  "not a constant expression|not usable in a constant expression"  # 3  a buffer
  "markup ends inside a tag"            # 4  a tag left open for text to fall into
  "scripts and styles are files"        # 5
  "this attribute takes no text"        # 6  onclick
  "this attribute takes no text"        # 7  href
  "this attribute takes no text"        # 8  style
  "Href"                                # 9  a link to what somebody typed
  "a path of this site begins with"     # 10 javascript:
  "// leads to another site"            # 11
  "Query"                               # 12 a query glued together
  "PersonId|PersonTag"                  # 13 an id of another kind
  "use html::form or html::get_form"    # 14 a form without its tokens
  "styles and scripts are files"        # 15 a style attribute
  "styles and scripts are files"        # 16 an onclick attribute in a literal
  "more than an opening tag")           # 17 attributes that would stand among the words

set(refused_compile ${CMAKE_CXX_COMPILER} -std=c++23 -fsyntax-only -I${CMAKE_SOURCE_DIR}/src)
set(wrong_uses ${CMAKE_SOURCE_DIR}/tests/refused/wrong_uses.cpp)
add_test(NAME Refused.TheRightUsesCompile COMMAND ${refused_compile} -DCASE=0 ${wrong_uses})
set(case 0)
foreach(reason IN LISTS refusals)
  math(EXPR case "${case} + 1")
  add_test(NAME Refused.WrongUse${case}DoesNotCompile COMMAND ${refused_compile} -DCASE=${case} ${wrong_uses})
  set_tests_properties(Refused.WrongUse${case}DoesNotCompile PROPERTIES PASS_REGULAR_EXPRESSION "error:.*(${reason})")
endforeach()

add_library(embedded INTERFACE)

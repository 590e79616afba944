#pragma once
// The register as a spreadsheet, for others that give one out and read it back: the second public face, apart from the
// first since few need it.
#include "activities/codes.hpp"         // IWYU pragma: export  what can be chosen
#include "activities/columns.hpp"       // IWYU pragma: export  columns and names
#include "activities/import.hpp"        // IWYU pragma: export  judge: what becomes of each row
#include "activities/sheet.hpp"         // IWYU pragma: export  read_sheet
#include "activities/workbook_out.hpp"  // IWYU pragma: export  write_workbook

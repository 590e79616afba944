"""Fills in the spreadsheet of an engagement audit as a person would in a spreadsheet program: openpyxl opens it, looks at
what is there, types, and saves it. Usage: fill_audit.py GIVEN FILLED; prints what it found, one thing a line."""
import datetime
import sys

import openpyxl

given, filled = sys.argv[1:]
book = openpyxl.load_workbook(given)
entries, help_sheet, lists = book.worksheets
print("sheets", entries.title, help_sheet.title, lists.title)
print("frozen", entries.freeze_panes)
headings = [cell.value for cell in entries[1]]
column = {heading: number + 1 for number, heading in enumerate(headings)}
listed = {}
for rule in entries.data_validations.dataValidation:
    first = next(iter(rule.sqref.ranges))
    assert rule.type == "list" and rule.formula1.startswith("Lists!$") and first.min_row == 2 and first.max_row > entries.max_row
    area = rule.formula1.split("!")[1].replace("$", "")
    values = [row[0].value for row in lists[area]]
    assert all(values), "a list with an empty line"
    listed[headings[first.min_col - 1]] = values
print("lists", "; ".join(sorted(listed)))
print("days", all(isinstance(entries.cell(row, column["First day"]).value, (datetime.datetime, str)) for row in range(2, entries.max_row + 1)),
      any(isinstance(entries.cell(row, column["First day"]).value, datetime.datetime) for row in range(2, entries.max_row + 1)))
print("wide", entries.column_dimensions[openpyxl.utils.get_column_letter(column["Title"])].width >= 30)
print("help", sum(1 for row in help_sheet.iter_rows(values_only=True) if row[0] in headings and row[1]))
print("rows", entries.max_row - 1)
# Every name that the entries use is in its list.
strangers = 0
for heading, values in listed.items():
    for row in range(2, entries.max_row + 1):
        said = entries.cell(row, column[heading]).value
        strangers += sum(1 for part in (said or "").split("; ") if part and part not in values)
print("strangers", strangers)

entries.cell(2, column["Title"]).value = "Corrected by another program"
entries.cell(3, column["Does it happen?"]).value = "No"
row = entries.max_row + 1
for heading, value in {"Title": "Added by another program", "First day": datetime.date(2030, 3, 1), "Last day": datetime.date(2030, 3, 31),
                       "Where": listed["Where"][1], "Who": listed["Who"][0], "How": listed["How"][0], "Subjects": listed["Subjects"][0],
                       "Influence": listed["Influence"][0], "Answered": 42}.items():
    entries.cell(row, column[heading]).value = value
book.save(filled)

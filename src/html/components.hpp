#pragma once
/// Every component that pages are built from. A component takes words (escaped) or Content written with a Writer of its
/// own; never markup from elsewhere. Each is held to the fixtures that govuk-frontend ships with it (tests/html).
#include "html/document.hpp"    // IWYU pragma: export  the page around the content
#include "html/fields.hpp"      // IWYU pragma: export  inputs, radios, checkboxes, dates, selects, files, buttons
#include "html/figures.hpp"     // IWYU pragma: export  pictures, each with its table
#include "html/form.hpp"        // IWYU pragma: export  form and get_form
#include "html/html.hpp"        // IWYU pragma: export  Writer, Markup, Href, Content
#include "html/lists.hpp"       // IWYU pragma: export  summary list, task list, tabs, accordion
#include "html/navigation.hpp"  // IWYU pragma: export  breadcrumbs, back link, pagination, steps
#include "html/notices.hpp"     // IWYU pragma: export  error summary, banner, panel, tag, inset, warning, details
#include "html/table.hpp"       // IWYU pragma: export  tables

#include <iostream>

#include "cli/arguments.hpp"
#include "library/library.hpp"
#include "library/reading.hpp"

namespace thingwall::library {

std::vector<cli::Command> commands() {
    return {{"library text",
             "Work on files",
             "write the words of a PDF, Word, OpenDocument or text file",
             "What the search reads of a document. The file is read with little memory and time, as the server has it "
             "read: a file that is broken, endless or made to harm ends it with a number from 10 on. A PDF needs "
             "pdftotext (Debian: poppler-utils).",
             "thingwall library text report.docx > words.txt",
             {},
             {{"FILE", "a PDF, .docx, .odt or text file; what it is is told from its bytes"}},
             [](const cli::Arguments& asked, std::ostream&, std::ostream&) {
                 return be_the_child(asked.operands().front());
             }}};
}

}  // namespace thingwall::library

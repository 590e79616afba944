// What scripts add to pages that work without them: GOV.UK's own behaviour for its components.
import { initAll } from "/assets/govuk-frontend.min.js";
import "/assets/draw.js";

initAll();

// A radio may not say that it is expanded (WAI-ARIA 1.2: aria-expanded is not for the role radio); what it shows follows it at
// once on the page, and screen readers come to it next.
const forget = () => {
  for (const radio of document.querySelectorAll('input[type="radio"][aria-expanded]')) {
    radio.removeAttribute("aria-expanded");
  }
};
forget();
document.addEventListener("click", forget);
window.addEventListener("pageshow", forget);

// A button that prints: only where scripts run, since without them it could do nothing.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What scripts add to pages that work without them: GOV.UK's own behaviour for its components.
import { initAll } from "/assets/govuk-frontend.min.js";

initAll();

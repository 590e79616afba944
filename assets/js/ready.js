// Runs before the page is drawn: says that scripts run, so that what they will fold away is never seen to jump.
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");

// This browser is at the desk: the site's pages may offer «Edit» here, until somebody signs out.
import { forget, remember } from "./staff-here.js";

remember();
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-sign-out]")) forget();
});

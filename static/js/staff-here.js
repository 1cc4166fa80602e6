// A hint in this browser that its person comes to the desk. It opens nothing: the server asks for the session as always.
const HINT = "desk";

export function isKnown() {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
}

export const remember = () => quietly(() => localStorage.setItem(HINT, "1"));
export const forget = () => quietly(() => localStorage.removeItem(HINT));

function quietly(act) {
  try {
    act();
  } catch {
    // without the hint there is no «Edit» on the site, and that is all
  }
}

// Whether typography helps as one types, in this browser: for the editor and for the plain fields around it.
const SETTING = "typography";

export const typography = {
  get isOn() {
    try {
      return localStorage.getItem(SETTING) !== "off";
    } catch {
      return true; // storage is forbidden here: the help stays on
    }
  },
  set isOn(on) {
    try {
      on ? localStorage.removeItem(SETTING) : localStorage.setItem(SETTING, "off");
    } catch {}
  },
};

// What every text passes at the edge; the same rules as newsroom/language/tidy.py, so that a save changes nothing.
const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g;
const UNWANTED = new RegExp(
  "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff\\ufdd0-\\ufdef" +
    Array.from({ length: 17 }, (_, plane) => `\\u{${(plane * 0x10000 + 0xfffe).toString(16)}}\\u{${(plane * 0x10000 + 0xffff).toString(16)}}`).join("") +
    "]",
  "gu",
);

export function legible(text) {
  return text.replace(LINE_ENDS, "\n").replace(UNWANTED, "").normalize("NFC");
}

export function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
}

// Which addresses a link may have: the web, mail, a path on this site. As `safe_address` in newsroom/language/cleaning.py.
import { legible } from "./tidy.js";

const LONGEST = 2000;
const NOT_IN_ADDRESSES = /[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})/g;
const bytes = new TextEncoder();
const percent = (found) => Array.from(bytes.encode(found), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");

export function safeAddress(typed) {
  const address = legible(typed ?? "").trim().replace(NOT_IN_ADDRESSES, percent);
  if (address.length > LONGEST) return null;
  if (/^\/(?![/\\])/.test(address) || /^mailto:[^\s?]+/i.test(address)) return address;
  return /^https?:\/\/[^/]/i.test(address) && URL.canParse(address) ? address : null;
}

// What a person typed into the field: «example.com/news» means the web, «olena@example.com» means mail.
export function meantAddress(typed) {
  const text = typed.trim();
  if (/\s/.test(text)) return null;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return safeAddress(`mailto:${text}`);
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]|$)/u.test(text)) return safeAddress(`https://${text}`);
  return safeAddress(text);
}

export function isAddressAlone(text) {
  return /^https?:\/\/\S+$/i.test(text) && safeAddress(text) !== null;
}

// The title of a card before somebody writes a better one: the address as people say it.
export function spoken(address) {
  let text = address.replace(/^(https?:\/\/(www\.)?|mailto:)/i, "").replace(/\/$/, "");
  try {
    text = decodeURI(text);
  } catch {} // a lone % in it: as it is
  return text || address;
}

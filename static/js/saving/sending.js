// One save on its way, and what the answer means. Never throws.
const LONGEST = 20_000; // then the answer counts as lost; the same save sent again is recognised
export const MOST_AT_LEAVING = 60_000; // bytes: so much a browser still sends when the page has gone

export async function send(url, fields) {
  const body = String(new URLSearchParams(fields));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST);
  try {
    const response = await fetch(url, {
      method: "POST", body, signal: stop.signal, keepalive: body.length < MOST_AT_LEAVING,
      headers: { "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, told: told(response, text) };
  } catch {
    return { status: 0, headers: new Headers(), text: "", told: null };
  } finally {
    clearTimeout(timer);
  }
}

function told(response, text) {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The token that came with the answer, where only the old one was the trouble.
export function renewal(answer) {
  try {
    return JSON.parse(answer.headers.get("HX-Trigger") ?? "{}")["session-renewed"] ?? null;
  } catch {
    return null;
  }
}

// What the server's notice or page says in its first line.
export function sentence(html) {
  return textOf(html, "#refused strong, h1");
}

// Only the newsroom's own notice: what stands in front of it knows nothing of our disk.
export function refusal(html) {
  return textOf(html, "#refused strong");
}

function textOf(html, selector) {
  const page = new DOMParser().parseFromString(html ?? "", "text/html");
  return (page.querySelector(selector)?.textContent ?? "").trim();
}

export function secondsAsked(answer) {
  const asked = answer.headers.get("Retry-After") ?? "";
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000;
  return seconds > 0 ? seconds : 0;
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Puts right what is shown and no longer true, at once and within the space it has: nothing around it moves.

// `isWhole`: `coming` has all there is, else posts older than its last are unknown. `gone`: what a post taken down says.
export function mend(shown, coming, { isWhole, gone }) {
  const last = coming.at(-1)?.querySelector("time").dateTime;
  for (const post of shown) {
    const next = coming.find(({ id }) => id === post.id);
    if (next) correct(post, next);
    else if (isWhole || post.querySelector("time").dateTime > last) remove(post, gone);
  }
}

function correct(post, next) {
  if (said(post) === said(next)) return;
  const [[headline, excerpt], [newHeadline, newExcerpt]] = [post, next].map(parts);
  if (!headline) return post.replaceChildren(...next.cloneNode(true).childNodes); // it had been taken down
  const [link, newLink] = [headline, newHeadline].map((one) => one.querySelector("a"));
  for (const part of [headline, excerpt]) if (part) pin(part);
  link.href = newLink.href;
  link.textContent = newLink.textContent;
  if (excerpt) excerpt.textContent = newExcerpt?.textContent ?? "";
  post.querySelector("time").replaceWith(next.querySelector("time").cloneNode(true));
}

const parts = (post) => [post.querySelector("h3"), post.querySelector(".recent__excerpt")];

function said(post) {
  const texts = parts(post).map((one) => one?.textContent.trim());
  return [post.querySelector("h3 a")?.getAttribute("href"), post.querySelector("time").dateTime, ...texts].join("\n");
}

// It keeps its lines; what is longer is cut, and whole on the article's page.
function pin(part) {
  const { blockSize, lineHeight } = getComputedStyle(part);
  const lines = Math.max(1, Math.round(parseFloat(blockSize) / parseFloat(lineHeight)));
  Object.assign(part.style, { blockSize, display: "-webkit-box", webkitBoxOrient: "vertical", webkitLineClamp: lines, overflow: "hidden" });
}

function remove(post, gone) {
  const [headline, excerpt] = parts(post);
  if (!headline) return;
  const hadFocus = headline.contains(document.activeElement);
  const sentence = Object.assign(document.createElement("p"), { className: "recent__gone", textContent: gone, tabIndex: -1 });
  const height = post.offsetHeight;
  excerpt?.remove();
  headline.replaceWith(sentence);
  sentence.style.blockSize = `${sentence.offsetHeight + height - post.offsetHeight}px`;
  if (hadFocus) sentence.focus({ preventScroll: true });
}

// Two people's changes to one text, put together by block. Null where both changed the same: then the server asks.
const MOST_PAIRS = 1_000_000;

export function combine(base, theirs, mine) {
  const before = blocks(base);
  const [their, my] = [edits(before, blocks(theirs)), edits(before, blocks(mine))];
  if (!their || !my) return null;
  const all = [...my];
  for (const edit of their) {
    const met = my.filter((other) => touch(edit, other));
    if (met.length === 0) all.push(edit);
    else if (!met.every((other) => isEqual(edit, other))) return null;
  }
  const result = [...before];
  all.sort((one, other) => other.start - one.start || other.end - one.end);
  for (const { start, end, fresh } of all) result.splice(start, end - start, ...fresh);
  return result.join("");
}

function blocks(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return Array.from(body.children, (block) => block.outerHTML);
}

// What was done to `before`; blocks that were rewritten one by one are edits one by one.
function edits(before, after) {
  const pairs = common(before, after);
  if (!pairs) return null;
  const out = [];
  let at = 0, to = 0;
  for (const [i, j] of [...pairs, [before.length, after.length]]) {
    const fresh = after.slice(to, j);
    if (i - at === fresh.length) fresh.forEach((block, n) => out.push({ start: at + n, end: at + n + 1, fresh: [block] }));
    else out.push({ start: at, end: i, fresh });
    [at, to] = [i + 1, j + 1];
  }
  return out;
}

function touch(one, other) {
  if (one.start === one.end && other.start === other.end) return one.start === other.start;
  return one.start < other.end && other.start < one.end;
}

const isEqual = (one, other) => one.start === other.start && one.end === other.end && one.fresh.join() === other.fresh.join();

// The longest common subsequence, as pairs of places; null where that would take too long.
function common(left, right) {
  if (left.length * right.length > MOST_PAIRS) return null;
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      lengths[i][j] = left[i] === right[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const pairs = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

// Marks, once, the posts of a list that were not there before. `known`: the ids of those that were.
export function showNew(list, known) {
  for (const post of list.querySelectorAll("li[id]")) {
    if (known.has(post.id)) continue;
    post.classList.add("is-new");
    post.addEventListener("animationend", () => post.classList.remove("is-new"), { once: true });
  }
}

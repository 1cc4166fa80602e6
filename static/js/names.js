// Suggestions for a field of names with commas between. A datalist offers only whole values, so each of its names is given
// what stands before the last comma, and those that stand there already are left out.
document.addEventListener("input", ({ target }) => {
  if (!target.list || !target.matches("[data-names]")) return;
  const typed = target.value.split(",");
  const before = typed.slice(0, -1).map((name) => name.trim()).filter(Boolean);
  const taken = new Set(before.map((name) => name.toLowerCase()));
  for (const option of target.list.options) {
    option.dataset.name ??= option.value;
    option.disabled = taken.has(option.dataset.name.toLowerCase());
    option.value = [...before, option.dataset.name].join(", ");
  }
});

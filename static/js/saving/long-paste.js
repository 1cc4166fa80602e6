// A paste that no field can hold is refused at once and in words, as the text's own editor does it; nothing is changed.
const MOST = 200_000; // characters; the server says the same

export function refuseLongPastes(form) {
  form.addEventListener("paste", (event) => {
    const field = event.target.closest("textarea, input");
    if (!field || (event.clipboardData?.getData("text/plain").length ?? 0) <= MOST) return;
    event.preventDefault();
    const said = document.querySelector("#body-tools [role=status]");
    said.textContent = said.dataset.tooLong;
  });
}

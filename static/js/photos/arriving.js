// Files that are dropped on the page or pasted into the text become photos in it. A drop beside the text must not open the
// file in the place of the article.
import { isImage, upload } from "./uploads.js";

// The plugin takes pasted and dropped files before the editor does; `put` places them.
export function arriving(put) {
  return {
    handleDOMEvents: {
      paste(view, event) {
        const files = filesOf(event.clipboardData);
        // A word processor adds a picture of the text to the text itself.
        if (!files.length || event.clipboardData.getData("text/plain")) return false;
        event.preventDefault();
        take(files, put);
        return true;
      },
      drop(view, event) {
        const files = filesOf(event.dataTransfer);
        if (!files.length) return false;
        event.preventDefault();
        event.stopPropagation();
        take(files, put, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null);
        return true;
      },
    },
  };
}

export function take(files, put, at = null) {
  put(Array.from(files, (file) => ({ upload: upload(file).id })), at);
}

// A pasted picture of the web comes as HTML and as a file.
function filesOf(data) {
  return Array.from(data?.files ?? []).filter((file) => isImage(file) || !data.types.includes("text/html"));
}

export function catchDropsBeside(put) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (event.defaultPrevented || !carriesFiles(event)) return;
    event.preventDefault();
    if (!event.target.closest("input, dialog")) take(event.dataTransfer.files, put);
  });
}

// Photos on the page where an article is written: in the text, dropped, pasted, chosen.
import { arriving, catchDropsBeside, take } from "./arriving.js";
import { Figures } from "./figures.js";
import { picker } from "./picker.js";

await customElements.whenDefined("rich-text");
document.querySelector("rich-text")?.extend((kit) => {
  const figures = new Figures(kit, { pick });
  const put = (photos, at) => figures.put(photos, at);
  function pick() {
    picker.open({ chosen: (photo) => put([photo]), files: (files) => take(files, put) });
  }
  catchDropsBeside(put);
  return { plugins: [new kit.Plugin({ props: arriving(put) }), figures.plugin], tools: figures.tools };
});

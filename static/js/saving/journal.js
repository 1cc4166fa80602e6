// The texts that this browser keeps until the server has them: one entry for each open editor, of one person.
const OPEN_PAGE = "unsaved text of ";
let opening = null;

function open() {
  return (opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("unsaved", { keyPath: "page" }).createIndex("staff", "staff");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = request.result.onversionchange = () => (request.result.close(), (opening = null));
      resolve(request.result);
    };
  }).catch((error) => {
    opening = null;
    throw error;
  }));
}

// «strict»: done when it is on the disk, so that it outlives a power cut.
async function transact(mode, act) {
  const transaction = (await open()).transaction("unsaved", mode, { durability: "strict" });
  const request = act(transaction.objectStore("unsaved"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
  });
}

export const put = (entry) => transact("readwrite", (store) => store.put(entry));
export const remove = (page) => transact("readwrite", (store) => store.delete(page));
export const of = (staff) => transact("readonly", (store) => store.index("staff").getAll(staff));

// Those of a person whose pages are gone: what an open editor holds is its own affair.
export async function left(staff) {
  const held = (await navigator.locks?.query())?.held ?? [];
  const open = new Set(held.map((lock) => lock.name));
  const entries = (await of(staff)).filter((entry) => !open.has(OPEN_PAGE + entry.page));
  return entries.sort((one, other) => other.at - one.at);
}

// Until the page is gone, however it goes.
export function holdOpen(page) {
  navigator.locks?.request(OPEN_PAGE + page, () => new Promise(() => {})).catch(() => {});
}

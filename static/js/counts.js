// How long a text is, for people: characters without line ends, words, minutes of reading (Ukrainian: 180 words a minute),
// and what of a headline a search result and a card in a social network will show.
const WORDS_A_MINUTE = 180;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'ʼ-]*/gu;

export function counts(text) {
  const words = text.match(WORD)?.length ?? 0;
  let characters = 0;
  for (const character of text) if (character !== "\n") characters += 1;
  return { characters, words, minutes: Math.ceil(words / WORDS_A_MINUTE) };
}

// Which of the two will cut a headline of so many characters; the page says where each does.
export function cuts(characters, { searchLimit, cardLimit }) {
  return Object.entries({ search: searchLimit, card: cardLimit }).filter(([, limit]) => characters > (limit ?? Infinity)).map(([place]) => place);
}

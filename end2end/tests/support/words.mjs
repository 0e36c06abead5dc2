// The product's own words, read from its catalogues: a test asks for a key and sees whether the page speaks the language it should.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../crates/services/words');

function load(language) {
  const words = new Map();
  for (const file of readdirSync(join(root, language))) {
    for (const line of readFileSync(join(root, language, file), 'utf8').split('\n')) {
      const found = line.match(/^([a-z0-9_-]+) = (.+)$/);
      if (found && !found[2].includes('{')) words.set(found[1], found[2].trim());
    }
  }
  return words;
}

const catalogues = { en: load('en'), ar: load('ar') };

/** The words of a language: `w('said-booked')`. Only words without values; a missing key fails the test that asks for it. */
export function wordsOf(language) {
  return (key) => {
    const word = catalogues[language].get(key);
    if (word === undefined) throw new Error(`no plain word ${key} in ${language}`);
    return word;
  };
}
